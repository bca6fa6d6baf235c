package tools.peak.cli.command.history;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.Lake;

@CommandLine.Command(
    name = "log",
    description = {
      "The lake's versions, the newest first: when, by whom, what was done, how many runs it"
          + " added,",
      "replaced and removed. At a terminal 20 of them, with --json or --format all."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak log",
      "  peak --json log --limit 1 | jq '.rows[0].version'",
      "  peak diff 12 14                     what changed between two of them"
    })
public final class LogCommand implements Command {
  private static final long GLANCE = 20;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many versions.")
  @Nullable Long limit;

  @Mixin FormatOption formatting = new FormatOption();

  @Override
  public int run(Invocation invocation) {
    long most = most(limit, formatting.isGlance(invocation) ? GLANCE : Long.MAX_VALUE);
    try (Lake lake = Lake.open(invocation.lake())) {
      formatting.print(invocation, lake.history().log(most));
    }
    return Exit.DONE;
  }

  static long most(@Nullable Long limit, long otherwise) {
    if (limit != null && limit < 0) {
      throw CommandFailed.wrongUsage("--limit: " + limit + " is below 0");
    }
    return limit == null ? otherwise : limit;
  }
}
