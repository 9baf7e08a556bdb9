/** Excel. The only package that knows spreadsheet formats. */
@NullMarked
package vn.chitieu.workbook;

import org.jspecify.annotations.NullMarked;
