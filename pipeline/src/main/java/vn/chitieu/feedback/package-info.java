/** What the unit hears: its own workbook, annotated. */
@NullMarked
package vn.chitieu.feedback;

import org.jspecify.annotations.NullMarked;
