/** THE OFFICE'S REPORT: what a release says of a period, as a document in the legal form. */
@NullMarked
package vn.chitieu.report;

import org.jspecify.annotations.NullMarked;
