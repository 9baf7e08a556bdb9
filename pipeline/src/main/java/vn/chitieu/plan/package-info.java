/** What may be reported: the year's plan as data, and the reader that judges it. Pure. */
@NullMarked
package vn.chitieu.plan;

import org.jspecify.annotations.NullMarked;
