package tools.peak.cli.command.load;

import java.nio.file.Path;
import java.util.Locale;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Progress;
import tools.peak.cli.output.Visible;
import tools.peak.runner.sweep.SweepResult;

/** Says what became of a sweep. */
final class SweepReport {
  private SweepReport() {}

  /** Prints it and gives the exit code. */
  static int print(SweepResult result, Path resultsDir, Invocation invocation) {
    for (SweepResult.Failure failure : result.failures()) {
      invocation.output().notice(failure.folder() + ": " + failure.reason());
    }
    if (result.failed() > result.failures().size()) {
      invocation
          .output()
          .notice(
              String.format(
                  Locale.ROOT, "… and %,d more", result.failed() - result.failures().size()));
    }
    if (invocation.json()) {
      new Counts()
          .with("planned", result.planned())
          .with("written", result.written())
          .with("failed", result.failed())
          .with("skipped", result.skippedCombinations())
          .with("known", result.known())
          .seconds(result.seconds())
          .print(invocation);
    } else {
      invocation.output().line(Visible.line(line(result, resultsDir)));
    }
    if (result.stopped() || result.written() + result.known() == 0) {
      return Exit.FAILED;
    }
    return result.failed() > 0 ? Exit.DONE_IN_PART : Exit.DONE;
  }

  /** Such as {@code 90 runs in 1.2 s (75/s) in results · next: peak ingest results}. */
  static String line(SweepResult result, Path resultsDir) {
    StringBuilder line = new StringBuilder(result.stopped() ? "stopped: " : "");
    line.append(
        String.format(
            Locale.ROOT,
            "%,d %s in %s",
            result.written(),
            result.written() == 1 ? "run" : "runs",
            Progress.span(result.seconds())));
    if (result.written() > 0) {
      line.append(" (").append(Progress.rate(result.runsPerSecond())).append(')');
    }
    if (result.skippedCombinations() > 0) {
      line.append(
          String.format(
              Locale.ROOT,
              " · %,d combinations without %s left out",
              result.skippedCombinations(),
              result.constraint()));
    }
    if (result.failed() > 0) {
      line.append(String.format(Locale.ROOT, " · %,d failed", result.failed()));
    }
    if (result.known() > 0) {
      line.append(String.format(Locale.ROOT, " · %,d in the lake already", result.known()));
    }
    if (result.written() > 0) {
      line.append(" · next: peak ingest ").append(resultsDir);
    }
    return line.toString();
  }
}
