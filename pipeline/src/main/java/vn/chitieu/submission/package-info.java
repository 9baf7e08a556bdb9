/** What a unit said: a form's draft decoded once into typed values, raw text kept beside. Pure. */
@NullMarked
package vn.chitieu.submission;

import org.jspecify.annotations.NullMarked;
