package tools.peak.cli.command.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.peak.cli.command.Counts;
import tools.peak.cli.output.Progress;
import tools.peak.lake.ingest.IngestResult;

/** Says what a pass over run folders did. */
public final class IngestReport {
  private IngestReport() {}

  /** Such as {@code 20,000 runs in 2.3 s (8,700/s) · 3 refused: peak rejects}. */
  public static String line(IngestResult result, boolean dryRun) {
    long loaded = result.added() + result.replaced();
    StringBuilder first = new StringBuilder();
    if (result.interrupted()) {
      first.append("stopped: ");
    } else if (dryRun) {
      first.append("would load ");
    }
    first.append(
        String.format(
            Locale.ROOT,
            "%,d %s in %s",
            loaded,
            loaded == 1 ? "run" : "runs",
            Progress.span(result.seconds())));
    if (loaded > 0) {
      first.append(" (").append(Progress.rate(loaded / result.seconds())).append(')');
    }
    List<String> parts = new ArrayList<>(List.of(first.toString()));
    add(parts, result.replaced(), "%,d of them replaced");
    add(parts, result.unchanged(), "%,d unchanged");
    add(parts, result.skipped(), "%,d changed but skipped");
    add(parts, result.held(), "%,d changed but held");
    add(parts, result.purged(), "%,d purged earlier (--restore-purged)");
    add(parts, result.waiting(), "%,d still being written: ingest again later");
    add(parts, result.rejected(), "%,d refused: peak rejects");
    add(
        parts,
        result.notices(),
        result.notices() == 1 ? "%,d notice: peak notices" : "%,d notices: peak notices");
    add(
        parts,
        result.notRead(),
        result.notRead() == 1
            ? "%,d data file not read: peak notices --code not_read"
            : "%,d data files not read: peak notices --code not_read");
    return String.join(" · ", parts);
  }

  /** What to say of a pass that came by folders and found no run in any; empty else. */
  static Optional<String> noneIsRun(IngestResult result, boolean isMapped) {
    boolean isNone = finished(result) + result.waiting() == 0 && result.passedOver() > 0;
    if (isNone && isMapped) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%,d %s looked at, none is what the mapping calls a run: peak check PATH --map FILE",
              result.passedOver(),
              result.passedOver() == 1 ? "file" : "files"));
    }
    return isNone
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "%,d %s looked at, none is a run (no config_snapshot.json): peak check PATH says"
                    + " what they miss",
                result.passedOver(),
                result.passedOver() == 1 ? "folder" : "folders"))
        : Optional.empty();
  }

  /** Whether every folder that was found is still being written. */
  static boolean allAreWaiting(IngestResult result) {
    return result.waiting() > 0 && finished(result) == 0;
  }

  private static long finished(IngestResult result) {
    return result.added()
        + result.replaced()
        + result.unchanged()
        + result.skipped()
        + result.held()
        + result.purged()
        + result.rejected();
  }

  public static Counts json(IngestResult result) {
    return new Counts()
        .with("added", result.added())
        .with("replaced", result.replaced())
        .with("unchanged", result.unchanged())
        .with("skipped", result.skipped())
        .with("purged", result.purged())
        .with("waiting", result.waiting())
        .with("rejected", result.rejected())
        .with("notices", result.notices())
        .with("passed_over", result.passedOver())
        .with("not_read", result.notRead())
        .with("held", result.held())
        .seconds(result.seconds());
  }

  private static void add(List<String> parts, long count, String text) {
    if (count > 0) {
      parts.add(String.format(Locale.ROOT, text, count));
    }
  }
}
