/** What {@code ./chitieu bench} measures: our parts and named peers, interleaved in one run. */
@NullMarked
package vn.chitieu.bench;

import org.jspecify.annotations.NullMarked;
