package tools.peak.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tools.peak.lake.Lake;
import tools.peak.lake.backup.BackupListener;
import tools.peak.storage.object.FolderObjects;

/**
 * Backs up a lake that is there, beside {@code cp -r} of it, and reads the backup whole, beside
 * {@code sha256sum}. Arguments: the lake, a folder that is not there yet, how often (3).
 */
public final class BackupBenchmark {
  private final Path lake;
  private final Path scratch;

  private BackupBenchmark(Path lake, Path scratch) {
    this.lake = lake;
    this.scratch = scratch;
  }

  public static void main(String[] args) throws Exception {
    if (args.length < 2) {
      System.err.println("usage: BackupBenchmark LAKE NEW_FOLDER [REPEAT]");
      return;
    }
    Path scratch = Files.createDirectory(Path.of(args[1]));
    int repeat = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    for (int i = 0; i < repeat; i++) {
      new BackupBenchmark(Path.of(args[0]), scratch).run();
    }
  }

  private void run() throws Exception {
    Path copied = scratch.resolve("copied");
    Path backup = scratch.resolve("backup");
    Path restored = scratch.resolve("restored");
    Measured copy =
        Measured.ofChildren(() -> process("cp", "-r", lake.toString(), copied.toString()));
    Measured first = Measured.of(() -> backUp(backup));
    Measured again = Measured.of(() -> backUp(backup));
    Measured deep =
        Measured.of(
            () ->
                require(
                    Lake.backups(new FolderObjects(backup))
                        .verify(true, BackupListener.NONE)
                        .isWhole()));
    Measured sums =
        Measured.ofChildren(
            () ->
                process(
                    "sh",
                    "-c",
                    "find \"$0\" -type f -exec sha256sum {} + >/dev/null",
                    backup.toString()));
    Measured back =
        Measured.of(
            () -> {
              var _ =
                  Lake.backups(new FolderObjects(backup))
                      .restore(restored, OptionalLong.empty(), BackupListener.NONE);
            });
    show("cp -r", copy, copy);
    show("backup, first", first, copy);
    show("backup, nothing new", again, copy);
    show("restore", back, copy);
    show("sha256sum", sums, sums);
    show("verify --deep", deep, sums);
    for (Path each : List.of(copied, backup, restored)) {
      delete(each);
    }
  }

  private void backUp(Path to) {
    try (Lake opened = Lake.open(lake)) {
      var _ = opened.backup(new FolderObjects(to), BackupListener.NONE);
    }
  }

  private static void show(String what, Measured measured, Measured beside) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "%-20s %7.2f s %7.2f s cpu   %.2f x",
            what,
            measured.seconds(),
            measured.cpuSeconds(),
            measured.seconds() / beside.seconds()));
  }

  private static void process(String... command) throws IOException, InterruptedException {
    require(new ProcessBuilder(command).inheritIO().start().waitFor() == 0);
  }

  private static void require(boolean isSo) {
    if (!isSo) {
      throw new IllegalStateException("it failed");
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
