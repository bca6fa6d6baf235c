package tools.peak.cli.command.backup;

import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Counted;
import tools.peak.cli.output.Progress;
import tools.peak.cli.output.Sizes;
import tools.peak.cli.output.Visible;
import tools.peak.lake.Restored;
import tools.peak.lake.backup.Backup;
import tools.peak.lake.backup.RestoreResult;

@CommandLine.Command(
    name = "restore",
    description = {
      "Brings a version of a backup back into a new folder, where it opens as a lake. Each byte is",
      "compared with what was written. One that was stopped goes on when it is run again."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak restore /mnt/backup/lake lake",
      "  peak restore /mnt/backup/lake lake-of-may --version 412"
    })
public final class RestoreCommand implements Command {
  @Parameters(index = "0", paramLabel = "FROM", description = "The backup.")
  String from = "";

  @Parameters(index = "1", paramLabel = "DIR", description = "A new or empty folder.")
  Path folder = Path.of("");

  @Option(
      names = "--version",
      paramLabel = "V",
      description = "The version to bring back (default: the newest).")
  @Nullable Long version;

  @Override
  public int run(Invocation invocation) {
    long began = System.nanoTime();
    RestoreResult result;
    Long asked = version;
    try (Backup backup = Backup.at(from);
        Progress progress =
            new Progress(invocation.output(), "restore", "files", System::nanoTime)) {
      result =
          Restored.to(
              folder,
              backup,
              asked == null ? OptionalLong.empty() : OptionalLong.of(asked),
              progress::update);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    if (invocation.json()) {
      new Counts()
          .with("version", Long.toString(result.version()))
          .with("files", result.files())
          .with("bytes", result.bytes())
          .seconds(seconds)
          .print(invocation);
      return Exit.DONE;
    }
    invocation
        .output()
        .line(
            Visible.line(
                String.format(
                    Locale.ROOT,
                    "lake version %d is in %s: %s, %s, in %s",
                    result.version(),
                    folder,
                    Counted.of(result.files(), "file"),
                    Sizes.of(result.bytes()),
                    Progress.span(seconds))));
    return Exit.DONE;
  }
}
