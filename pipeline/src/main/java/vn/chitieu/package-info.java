/** From a ward's yearly plan to figures its leaders can trust every morning. */
@NullMarked
package vn.chitieu;

import org.jspecify.annotations.NullMarked;
