/** DuckDB. The ledger, the facts, the marts and their publication. */
@NullMarked
package vn.chitieu.warehouse;

import org.jspecify.annotations.NullMarked;
