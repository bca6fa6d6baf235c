package tools.peak.cli.command.history;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.history.VersionDiff;

@CommandLine.Command(
    name = "diff",
    description = {
      "What changed between two versions of the lake: tables by their rows, metrics that came, runs",
      "added, replaced and removed, tags and holds. A run is replaced when its evidence is another,",
      "or when it was loaded again. At a terminal 20 changes, with --json or --format all."
    },
    footerHeading =
        "%nColumns: what (table, metric, run, tag, hold), change, name, key, before,"
            + " after.%n%nExamples:%n",
    footer = {
      "  peak diff 12 14",
      "  peak diff 2026-03-01 latest",
      "  peak diff paper-2026 latest --format csv > changes.csv",
      "  peak --json diff 12 14 | jq -r '.rows[] | select(.what == \"run\") | .name'"
    })
public final class DiffCommand implements Command {
  private static final long GLANCE = 20;

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "A version: its number, its name, a date, a time, or 'latest'.")
  String from = "";

  @Parameters(index = "1", paramLabel = "B", description = "Another, likewise.")
  String to = "";

  @Option(names = "--limit", paramLabel = "N", description = "At most so many changes.")
  @Nullable Long limit;

  @Mixin FormatOption formatting = new FormatOption();

  @Override
  public int run(Invocation invocation) {
    boolean isGlance = formatting.isGlance(invocation);
    long most = LogCommand.most(limit, isGlance ? GLANCE : Long.MAX_VALUE);
    AsOf before = AsOf.parse(from);
    AsOf after = AsOf.parse(to);
    try (Lake lake = Lake.open(invocation.lake())) {
      VersionDiff diff = lake.history().diff(before, after);
      if (isGlance) {
        invocation.output().line(words(diff));
      }
      if (!isGlance || !diff.changes().isEmpty()) {
        formatting.print(invocation, diff.rows(most));
      }
    }
    return Exit.DONE;
  }

  private static String words(VersionDiff diff) {
    return diff.changes().isEmpty()
        ? String.format(
            Locale.ROOT, "nothing changed from version %d to %d", diff.before(), diff.after())
        : String.format(
            Locale.ROOT,
            "version %d to %d · runs: %,d added, %,d replaced, %,d removed",
            diff.before(),
            diff.after(),
            diff.count("run", "added"),
            diff.count("run", "replaced"),
            diff.count("run", "removed"));
  }
}
