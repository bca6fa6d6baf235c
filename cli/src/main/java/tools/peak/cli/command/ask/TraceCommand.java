package tools.peak.cli.command.ask;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.AsOfOption;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.RunNames;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.query.TableQuery;

@CommandLine.Command(
    name = "trace",
    description = {
      "Draws how a run went: its spans as a waterfall, errors marked, attributes with -v.",
      "With --json or --format: the rows of its spans. They come from the run's telemetry.jsonl,",
      "which PEAK_TELEMETRY=file peak backtest … writes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak trace exp_42                    the run, or the one whose id begins or ends so",
      "  peak trace exp_42 -v                 with the attributes of each span",
      "  peak trace exp_42 --limit 20         the 20 longest, and what they lie within",
      "  peak --json trace exp_42 | jq '.rows[] | select(.status == \"error\")'",
      "  peak sql \"SELECT name, avg(duration_ns) / 1e6 AS ms FROM spans GROUP BY name\""
    })
public final class TraceCommand implements Command {
  private static final long GLANCE = 100;

  @Parameters(paramLabel = "RUN", description = RunNames.ACCEPTED)
  String run = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many spans, the longest (default: 100 of a drawing).")
  @Nullable Long limit;

  @Mixin AsOfOption asOf = new AsOfOption();

  @Mixin FormatOption formatting = new FormatOption();

  @Override
  public int run(Invocation invocation) throws IOException {
    FormatOption.Kind kind = formatting.kind(invocation);
    AsOf time = asOf.time();
    try (Lake lake = Lake.open(invocation.lake())) {
      String runId = RunNames.resolve(lake, run, time);
      TableQuery spans = lake.spans().where("run_id = " + RunNames.text(runId)).asOf(time);
      if (formatting.isGlance(invocation)) {
        draw(invocation, spans, runId);
      } else {
        TableQuery rows = spans.orderBy(limit == null ? "start, seq" : "duration_ns desc");
        TableQuery all =
            rows.columns(rows.columns().stream().map(column -> column.name()).toList());
        TableQuery asked = all.columns("attributes", "events", "links", "resource");
        TableQuery answer = limit == null ? asked : asked.limit(limit);
        formatting.answer(invocation, kind, answer::stream, answer::writeParquet);
      }
    }
    return Exit.DONE;
  }

  private void draw(Invocation invocation, TableQuery spans, String runId) {
    long count = spans.where("span_id is not null").count();
    if (count == 0) {
      throw CommandFailed.failed(
          spans.columns("status_message").fetch().rows().stream()
              .map(row -> "run " + runId + " has no spans that can be read: " + row.getFirst())
              .findFirst()
              .orElse(
                  "run "
                      + runId
                      + " has no spans: PEAK_TELEMETRY=file peak backtest … writes them"));
    }
    new RunTrace(invocation.output(), spans, invocation.verbose())
        .print(runId, count, limit == null ? GLANCE : limit);
  }
}
