package vn.chitieu.jobs;

/** Hears how far a run has come. Called from the run's own thread. */
@FunctionalInterface
public interface Progress {
  /** Says nothing. */
  Progress SILENT = (what, done, total) -> {};

  /**
   * A step has come that far.
   *
   * @param what the step in a few Vietnamese words
   * @param done from 0
   * @param total 0 when it cannot be told
   */
  void at(String what, int done, int total);
}
