/** One class a verb. */
@NullMarked
package vn.chitieu.cli;

import org.jspecify.annotations.NullMarked;
