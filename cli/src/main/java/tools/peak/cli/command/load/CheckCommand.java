package tools.peak.cli.command.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.evidence.Notice;
import tools.peak.evidence.Problem;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.folder.Reading;
import tools.peak.lake.ingest.SourceCheck;
import tools.peak.lake.query.Result;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

@CommandLine.Command(
    name = "check",
    description = {
      "Says what Peak would make of run folders and other tools' results, without a lake: each run",
      "as it would be, and what is refused or noticed, with its file, its line, the reason and what"
          + " to do. Changes nothing."
    },
    footerHeading = "%nExit code 3: a folder would be refused.%n%nExamples:%n",
    footer = {
      "  peak check results                         all folders below results/",
      "  peak check results/ma_1                    one of them",
      "  peak check mlflow.db                       another tool's",
      "  peak check sweeps --map mapping.toml       any other form, by a mapping",
      "  peak --json check results | jq -r '.rows[] | select(.outcome == \"refused\") | .detail'"
    })
public final class CheckCommand implements Command {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final List<Column> COLUMNS =
      List.of("path", "run_id", "source", "outcome", "code", "detail").stream()
          .map(name -> new Column(name, ColumnType.TEXT))
          .toList();

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "A run folder, a file or folder of another tool, or a folder of them.")
  List<Path> paths = new ArrayList<>();

  @Option(
      names = "--max-file-size",
      paramLabel = "SIZE",
      converter = Quantities.OfBytes.class,
      description = "Refuse runs that need a larger file; others are listed unread.")
  long maxFileSize = ReadLimits.DEFAULT.maxFileSize();

  @Mixin SourceOption source = new SourceOption();

  @Mixin FormatOption formatting = new FormatOption();

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    invocation.interrupts().answered(PATIENCE);
    SourceCheck check =
        SourceCheck.of(
            paths,
            source.choice(),
            ReadLimits.DEFAULT.withMaxFileSize(maxFileSize),
            InstantSource.system());
    if (formatting.isGlance(invocation)) {
      CheckReport report = new CheckReport(invocation.output());
      check.forEach(report);
      report.end();
      return report.refused() > 0 ? Exit.DONE_IN_PART : Exit.DONE;
    }
    Lines lines = new Lines();
    check.forEach(lines);
    formatting.print(invocation, new Result("", COLUMNS, lines.rows, false, Optional.empty()));
    return lines.anyRefused ? Exit.DONE_IN_PART : Exit.DONE;
  }

  /** One row a folder, and one a notice. */
  private static final class Lines implements SourceCheck.Visitor {
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private boolean anyRefused;

    @Override
    public void read(String path, String source, Reading reading) {
      switch (reading) {
        case Reading.Loaded(var run, var notices) -> {
          add(path, run.runId(), source, "run", null, CheckReport.sizes(run));
          for (Notice notice : notices) {
            String detail = notice.file() + ": " + notice.detail();
            add(path, run.runId(), source, "notice", notice.code(), detail);
          }
        }
        case Reading.Refused(var runId, var problems) -> {
          anyRefused = true;
          String detail = String.join("; ", problems.stream().map(Problem::reason).toList());
          add(path, runId, source, "refused", problems.getFirst().code(), detail);
        }
        case Reading.NotARun() -> throw new IllegalStateException(path);
      }
    }

    @Override
    public void passedOver(Path folder, String why) {
      add(folder.toString(), null, null, "passed_over", "no_run", why);
    }

    private void add(
        String path,
        @Nullable String runId,
        @Nullable String source,
        String outcome,
        @Nullable String code,
        String detail) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(path);
      row.add(runId);
      row.add(source);
      row.add(outcome);
      row.add(code);
      row.add(detail);
      rows.add(row);
    }
  }
}
