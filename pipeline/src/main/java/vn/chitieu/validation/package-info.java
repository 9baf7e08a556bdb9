/** Whether it holds: rules as static functions, one visible list. Pure. */
@NullMarked
package vn.chitieu.validation;

import org.jspecify.annotations.NullMarked;
