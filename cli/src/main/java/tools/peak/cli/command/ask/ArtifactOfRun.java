package tools.peak.cli.command.ask;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.RunNames;
import tools.peak.cli.output.CommandOutput;
import tools.peak.cli.output.Visible;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.export.ExportedRun;
import tools.peak.lake.query.Result;
import tools.peak.storage.Sha256;
import tools.peak.storage.local.TemporaryFolder;

/**
 * A file of a run: as the lake keeps it, where it is a small text; else from the folder that it was
 * read from; and where that is gone, made anew from the lake's rows.
 */
final class ArtifactOfRun {
  private static final int CHUNK = 1 << 16;

  private final CommandOutput output;
  private final Lake lake;
  private final AsOf asOf;
  private final String runId;
  private final String name;

  ArtifactOfRun(CommandOutput output, Lake lake, AsOf asOf, String runId, String name) {
    this.output = output;
    this.lake = lake;
    this.asOf = asOf;
    this.runId = runId;
    this.name = name;
  }

  /**
   * Prints it.
   *
   * @throws CommandFailed if the run has no such file, or nothing is left to make it of
   */
  void print() throws IOException {
    Result files =
        lake.artifacts()
            .where("run_id = " + RunNames.text(runId))
            .asOf(asOf)
            .columns("name", "content", "sha256")
            .orderBy("name")
            .fetch();
    for (List<@Nullable Object> file : files.rows()) {
      if (name.equals(file.get(0))) {
        if (file.get(1) instanceof String content) {
          output.print(output.terminal().out() ? Visible.text(content) : content);
        } else {
          rebuilt(String.valueOf(file.get(2)));
        }
        return;
      }
    }
    throw CommandFailed.failed(
        "%s has no file %s; it has %s"
            .formatted(
                runId,
                name,
                String.join(
                    ", ",
                    files.rows().stream().map(file -> String.valueOf(file.getFirst())).toList())));
  }

  private void rebuilt(String digest) throws IOException {
    try (TemporaryFolder folder = new TemporaryFolder(List.of(TemporaryFolder.ofTheSystem()))) {
      List<ExportedRun> written = new ArrayList<>();
      lake.folders().write(List.of(runId), asOf, folder.path(), written::add);
      ExportedRun run = written.getFirst();
      if (run.failure() != null) {
        throw CommandFailed.failed(runId + ": " + run.failure());
      }
      Path file = run.folder().resolve(name).normalize();
      if (!run.folder().equals(file.getParent()) || !Files.isRegularFile(file)) {
        throw CommandFailed.failed(
            "%s of %s is no small text, its folder is gone, and no rows make it: the lake keeps its"
                    .formatted(name, runId)
                + " size and digest");
      }
      if (!isOriginal(file, digest)) {
        output.notice(name + " is rebuilt from the lake's rows: these are not the original bytes");
      }
      copy(file);
    }
  }

  private static boolean isOriginal(Path file, String digest) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.of(in).equals(digest);
    }
  }

  private void copy(Path file) throws IOException {
    if (output.terminal().out()) {
      if (name.endsWith(".parquet")) {
        throw CommandFailed.wrongUsage(name + " is no text: redirect it, as in > " + name);
      }
      output.print(Visible.text(Files.readString(file, StandardCharsets.UTF_8)));
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] chunk = new byte[CHUNK];
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        output.write(chunk, count);
      }
    }
  }
}
