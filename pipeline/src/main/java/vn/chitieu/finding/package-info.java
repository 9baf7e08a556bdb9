/**
 * What can be said about a workbook: every finding a record, its wording in findings.yaml. Pure.
 */
@NullMarked
package vn.chitieu.finding;

import org.jspecify.annotations.NullMarked;
