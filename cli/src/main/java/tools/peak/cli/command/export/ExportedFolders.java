package tools.peak.cli.command.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Counted;
import tools.peak.cli.output.Visible;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.export.ExportedRun;

/** Runs as folders, with a word on each that is not as it was. */
final class ExportedFolders {
  private final Invocation invocation;
  private final Path folder;
  private long exact;
  private long changed;
  private long failed;

  ExportedFolders(Invocation invocation, Path folder) {
    this.invocation = invocation;
    this.folder = folder;
  }

  int write(Lake lake, List<String> ids, AsOf.Version version) throws IOException {
    Files.createDirectories(folder);
    lake.folders().write(ids, version, folder, this::tell);
    if (invocation.json()) {
      new Counts()
          .with("runs", exact + changed)
          .with("exact", exact)
          .with("changed", changed)
          .with("failed", failed)
          .with("to", folder.toString())
          .with("snapshot", Long.toString(version.number()))
          .print(invocation);
    } else {
      invocation
          .output()
          .line(
              Visible.line(
                  Counted.of(exact + changed, "run")
                      + " in "
                      + folder
                      + ", "
                      + String.format(Locale.ROOT, "%,d", exact)
                      + " with the digest they were ingested with"
                      + (failed == 0 ? "" : " · " + failed + " failed")));
    }
    return failed == 0 ? Exit.DONE : exact + changed == 0 ? Exit.FAILED : Exit.DONE_IN_PART;
  }

  private void tell(ExportedRun run) {
    if (run.failure() != null) {
      failed++;
      invocation.output().notice(run.runId() + ": failed: " + run.failure());
    } else if (run.isExact()) {
      exact++;
    } else {
      changed++;
      invocation.output().notice(run.runId() + ": " + String.join("; ", run.changes()));
    }
  }
}
