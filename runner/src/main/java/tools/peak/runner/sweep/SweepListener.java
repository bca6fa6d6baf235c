package tools.peak.runner.sweep;

/** Hears how far a sweep is. Called by the sweep's threads, one at a time: return quickly. */
@FunctionalInterface
public interface SweepListener {
  /** Hears nothing. */
  SweepListener NONE = (done, failed, total) -> {};

  /**
   * After the plan is made, and after each run.
   *
   * @param done runs that are through, failed ones included; grows by one
   * @param failed those of them that left no folder
   * @param total runs there will be, unless the sweep is stopped
   */
  void progress(int done, int failed, int total);
}
