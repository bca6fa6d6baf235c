package tools.peak.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.peak.cli.output.Counted;
import tools.peak.storage.local.AtomicFile;

/**
 * The runs of the last table that this shell was shown, so that {@code @3} names its third row.
 * Each shell has its own: what another terminal shows changes no meaning here. Losing it costs
 * nothing.
 */
public final class LastTable {
  /** Rows beyond this nobody counts. */
  static final int MOST = 10_000;

  private final Optional<Path> folder;

  private LastTable(Optional<Path> folder) {
    this.folder = folder;
  }

  /** In {@code PEAK_STATE}, else where the system keeps a program's state for its user. */
  public static LastTable of(Map<String, String> env) {
    return new LastTable(
        named(env, "PEAK_STATE", "")
            .or(() -> named(env, "XDG_STATE_HOME", "peak"))
            .or(() -> named(env, "HOME", ".local/state/peak")));
  }

  private static Optional<Path> named(Map<String, String> env, String variable, String below) {
    String value = env.getOrDefault(variable, "");
    return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value).resolve(below));
  }

  /** The table that was just shown. */
  void remember(Path lake, List<String> runIds) {
    if (folder.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder(shell()).append('\n');
    text.append(URLEncoder.encode(lake.toAbsolutePath().normalize().toString(), UTF_8));
    runIds.forEach(id -> text.append('\n').append(URLEncoder.encode(id, UTF_8)));
    try {
      Files.createDirectories(folder.get());
      sweep(folder.get());
      AtomicFile.write(file(folder.get()), text.toString());
    } catch (IOException e) {
      // It is a comfort: a home that can't be written is no reason to fail.
      return;
    }
  }

  /**
   * The run of a row.
   *
   * @param row from 1 on
   * @throws CommandFailed if this shell was shown no table that has it
   */
  public String run(int row) {
    List<String> lines = read();
    if (lines.size() < 2 || !lines.getFirst().equals(shell())) {
      throw CommandFailed.failed(
          "@"
              + row
              + " names a row of the last table of runs, and none was shown here (peak query shows"
              + " one)");
    }
    if (row > lines.size() - 2) {
      throw CommandFailed.failed(
          "@" + row + ": the last table had " + Counted.of(lines.size() - 2L, "row"));
    }
    return URLDecoder.decode(lines.get(row + 1), UTF_8);
  }

  private List<String> read() {
    try {
      return folder.isEmpty() ? List.of() : Files.readAllLines(file(folder.get()));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Path file(Path folder) {
    return folder.resolve("table-" + parent().map(ProcessHandle::pid).orElse(0L));
  }

  /** A number of a process is given again, but not with the same time. */
  private static String shell() {
    return parent()
        .map(
            shell ->
                shell.pid() + " " + shell.info().startInstant().map(Object::toString).orElse(""))
        .orElse("");
  }

  private static Optional<ProcessHandle> parent() {
    return ProcessHandle.current().parent();
  }

  /** Takes away what shells left that are gone. */
  private static void sweep(Path folder) throws IOException {
    List<Path> gone = new ArrayList<>();
    try (DirectoryStream<Path> tables = Files.newDirectoryStream(folder, "table-*")) {
      for (Path table : tables) {
        String pid = table.getFileName().toString().substring("table-".length());
        if (pid.matches("[1-9][0-9]{0,17}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
          gone.add(table);
        }
      }
    }
    for (Path table : gone) {
      Files.deleteIfExists(table);
    }
  }
}
