/** Spring Batch, thin: the order in which the other rooms work. */
@NullMarked
package vn.chitieu.jobs;

import org.jspecify.annotations.NullMarked;
