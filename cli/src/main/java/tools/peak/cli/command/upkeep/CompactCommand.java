package tools.peak.cli.command.upkeep;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Counted;
import tools.peak.cli.output.Progress;
import tools.peak.cli.output.Sizes;
import tools.peak.lake.Lake;
import tools.peak.lake.upkeep.Compacted;
import tools.peak.lake.upkeep.CompactionPlan;

@CommandLine.Command(
    name = "compact",
    description = {
      "Makes large files of small ones, which many small ingests leave, so that questions open few.",
      "No row changes, and the lake may be read and written meanwhile; old versions keep their",
      "files until they expire. Also makes the copies that questions are answered from fastest."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  peak maintain compact", "  peak maintain compact --dry-run"})
final class CompactCommand implements Command {
  private static final int LEAST = 2;

  @Option(names = "--dry-run", description = "Say what would be merged, and do nothing.")
  boolean dryRun;

  @Override
  public int run(Invocation invocation) {
    long began = System.nanoTime();
    Compacted result;
    try (Lake lake = Lake.open(invocation.lake());
        Progress progress =
            new Progress(invocation.output(), "compact", "files", System::nanoTime)) {
      if (dryRun) {
        tell(invocation, lake.planCompact(LEAST));
        return Exit.DONE;
      }
      result = lake.compact(LEAST, progress::update);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    if (invocation.json()) {
      new Counts()
          .with("files_before", result.filesBefore())
          .with("files_after", result.filesAfter())
          .with("bytes_before", result.bytesBefore())
          .with("bytes_after", result.bytesAfter())
          .with("snapshot", Long.toString(result.version()))
          .seconds(seconds)
          .print(invocation);
      return Exit.DONE;
    }
    boolean isSame = result.filesAfter() == result.filesBefore();
    invocation
        .output()
        .line(
            isSame
                ? "nothing to merge: " + Counted.of(result.filesBefore(), "file")
                : String.format(
                    Locale.ROOT,
                    "%s became %,d, %s became %s, in %s · lake version %d",
                    Counted.of(result.filesBefore(), "file"),
                    result.filesAfter(),
                    Sizes.of(result.bytesBefore()),
                    Sizes.of(result.bytesAfter()),
                    Progress.span(seconds),
                    result.version()));
    if (result.left() > 0) {
      invocation
          .output()
          .notice(
              Counted.of(result.left(), "file")
                  + " stayed: another changed their partition meanwhile; run it again");
    }
    return Exit.DONE;
  }

  private static void tell(Invocation invocation, CompactionPlan plan) {
    if (invocation.json()) {
      new Counts()
          .with("files_before", plan.files())
          .with("bytes_before", plan.bytes())
          .with("files_to_merge", plan.filesToMerge())
          .with("bytes_to_merge", plan.bytesToMerge())
          .print(invocation);
      return;
    }
    invocation
        .output()
        .line(
            plan.merges().isEmpty()
                ? "nothing to merge: " + Counted.of(plan.files(), "file")
                : String.format(
                    Locale.ROOT,
                    "of %s, %s, %,d small ones (%s) would become fewer, %d to begin with",
                    Counted.of(plan.files(), "file"),
                    Sizes.of(plan.bytes()),
                    plan.filesToMerge(),
                    Sizes.of(plan.bytesToMerge()),
                    plan.merges().size()));
  }
}
