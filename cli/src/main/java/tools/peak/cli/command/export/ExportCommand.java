package tools.peak.cli.command.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.peak.cli.command.AsOfOption;
import tools.peak.cli.command.ChosenRuns;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.LowerCase;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;

@CommandLine.Command(
    name = "export",
    description = {
      "Writes chosen runs as files: three tables (runs, trades, equity), or plain run folders"
          + " again.",
      "In the table of runs each metric, parameter and tag is a column. In a folder each file is"
          + " the",
      "one that was ingested where its bytes are to be had (its folder is still there, or it is a",
      "small text, which the lake keeps); else it is made anew from the lake's rows, and that is"
          + " said."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak export --where \"sharpe > 2\" --to best",
      "  peak export exp_42 exp_43 --format csv --to two",
      "  peak export --where \"tags.shortlist = 'yes'\" --format folders --to shortlist"
    })
public final class ExportCommand implements Command {
  /** What may be written. */
  enum Kind {
    PARQUET,
    CSV,
    NDJSON,
    FOLDERS
  }

  @Mixin ChosenRuns runs = new ChosenRuns();

  @Option(
      names = "--format",
      paramLabel = "parquet|csv|ndjson|folders",
      converter = Kinds.class,
      description = "What to write (default: parquet).")
  Kind format = Kind.PARQUET;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "The folder to write into; nothing in it is replaced.")
  Path to = Path.of("");

  @Mixin AsOfOption asOf = new AsOfOption();

  @Override
  public int run(Invocation invocation) throws IOException {
    if (Files.exists(to) && !Files.isDirectory(to)) {
      throw CommandFailed.wrongUsage("--to " + to + " is no folder");
    }
    try (Lake lake = Lake.open(invocation.lake())) {
      // Names are resolved and rows are read at one version, whatever is ingested meanwhile.
      AsOf.Version version = lake.history().at(asOf.time());
      List<String> ids = runs.ids(lake, version);
      return switch (format) {
        case FOLDERS -> new ExportedFolders(invocation, to).write(lake, ids, version);
        case PARQUET, CSV, NDJSON ->
            new ExportedTables(invocation, to, format).write(lake, ids, version);
      };
    }
  }

  /** Reads the option in small letters. */
  static final class Kinds extends LowerCase<Kind> {
    Kinds() {
      super(Kind.class);
    }
  }
}
