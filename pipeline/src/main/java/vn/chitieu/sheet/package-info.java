/** A cell's words: where a cell is, what it says, and the identity a form carries. Pure. */
@NullMarked
package vn.chitieu.sheet;

import org.jspecify.annotations.NullMarked;
