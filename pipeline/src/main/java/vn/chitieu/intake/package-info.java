/** Which file arrived: settling, receiving, archiving. Knows files, nothing of their content. */
@NullMarked
package vn.chitieu.intake;

import org.jspecify.annotations.NullMarked;
