package tools.peak.runner.sweep;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What became of a sweep.
 *
 * @param planned runs it had to make
 * @param written run folders it left
 * @param failed runs that left none
 * @param failures the first {@value #SHOWN_FAILURES} of those
 * @param skippedCombinations combinations of the grid that the strategy has no meaning for
 * @param constraint what those broke, such as {@code fast < slow}; empty if there are none
 * @param known runs that were left out because they are known
 * @param stopped whether it was interrupted before all runs were made
 * @param elapsed wall time
 */
public record SweepResult(
    int planned,
    int written,
    int failed,
    List<Failure> failures,
    int skippedCombinations,
    String constraint,
    int known,
    boolean stopped,
    Duration elapsed) {
  /** How many failures are told in full. */
  public static final int SHOWN_FAILURES = 20;

  private static final double NANOS = 1e9;

  /**
   * A run that left no folder.
   *
   * @param folder where it would have been
   * @param reason one line
   */
  public record Failure(String runId, Path folder, String reason) {}

  public SweepResult {
    failures = List.copyOf(failures);
  }

  public double seconds() {
    return elapsed.toNanos() / NANOS;
  }

  /** Folders written a second. */
  public double runsPerSecond() {
    return written / seconds();
  }
}
