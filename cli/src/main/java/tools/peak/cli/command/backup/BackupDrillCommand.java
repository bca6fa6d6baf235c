package tools.peak.cli.command.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Json;
import tools.peak.lake.Lake;
import tools.peak.lake.backup.Backups;
import tools.peak.lake.backup.DrillReport;

@CommandLine.Command(
    name = "drill",
    description = {
      "Tries a restore: brings the lake back to a temporary folder, verifies it whole, compares",
      "counts and digests with the backup's, and removes it."
    },
    footerHeading = "%nExit code 1: the lake did not come back as it was.%n%nExamples:%n",
    footer = {
      "  peak backup drill /mnt/backup/lake",
      "  peak backup drill s3://b/lake --in /scratch"
    })
final class BackupDrillCommand implements Command {
  @Parameters(paramLabel = "FROM", description = "The backup.")
  String from = "";

  @Option(
      names = "--in",
      paramLabel = "DIR",
      description = "Where there is room for the lake (default: the system's temporary folder).")
  @Nullable Path place;

  @Option(names = "--version", paramLabel = "V", description = "Which version (default: newest).")
  @Nullable Long version;

  @Override
  public int run(Invocation invocation) throws IOException {
    long began = System.nanoTime();
    Path folder = place == null ? Backups.usualPlace() : place;
    OptionalLong wanted = version == null ? OptionalLong.empty() : OptionalLong.of(version);
    DrillReport report =
        BackupPlace.at(
            from,
            store ->
                BackupPlace.watched(
                    invocation,
                    "drill",
                    listener -> Lake.backups(store).drill(folder, wanted, listener)));
    double seconds = BackupPlace.since(began);
    if (invocation.json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("version", report.version());
      document.put("whole", report.isWhole());
      document.put("files", report.files());
      document.put("bytes", report.bytes());
      document.put("runs", report.runs());
      document.put("findings", report.findings());
      document.put("seconds", Math.round(seconds * 1e3) / 1e3);
      invocation.output().line(Json.of(document));
    } else {
      report.findings().forEach(invocation.output()::line);
      invocation
          .output()
          .line(
              String.format(
                  Locale.ROOT,
                  report.isWhole()
                      ? "version %d came back whole: %,d runs, %,d files, %,d bytes in %.1f s"
                      : "version %d did not come back as it was: %,d runs, %,d files, %,d bytes in"
                          + " %.1f s",
                  report.version(),
                  report.runs(),
                  report.files(),
                  report.bytes(),
                  seconds));
    }
    return report.isWhole() ? Exit.DONE : Exit.FAILED;
  }
}
