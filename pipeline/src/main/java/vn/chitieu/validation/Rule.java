package vn.chitieu.validation;

import java.util.ArrayList;
import java.util.List;
import vn.chitieu.finding.Finding;

/**
 * A truth to hold, named after it. Pure: the same case gives the same findings.
 *
 * @param <C> what is judged: a {@link Claim} (the form) or a {@link Case} (its content)
 */
@FunctionalInterface
public interface Rule<C> {
  /** The faults found; empty when the truth holds. */
  List<Finding> check(C what);

  /** Every rule, all faults at once. */
  @SafeVarargs
  static <C> Rule<C> all(Rule<C>... rules) {
    return what -> {
      List<Finding> found = new ArrayList<>();
      for (Rule<C> r : rules) {
        found.addAll(r.check(what));
      }
      return found;
    };
  }

  /** One after the other; what follows a fault would only repeat it, so the first fault ends it. */
  @SafeVarargs
  static <C> Rule<C> seq(Rule<C>... rules) {
    return what -> {
      for (Rule<C> r : rules) {
        List<Finding> found = r.check(what);
        if (!found.isEmpty()) {
          return found;
        }
      }
      return List.of();
    };
  }
}
