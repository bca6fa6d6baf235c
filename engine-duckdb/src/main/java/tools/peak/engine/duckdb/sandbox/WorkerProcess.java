package tools.peak.engine.duckdb.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.NullMarked;
import tools.peak.lake.LakeException;
import tools.peak.lake.ProcessMemory;
import tools.peak.storage.local.TemporaryFolder;

/**
 * The process of a {@link SqlWorker}, under the operating system's limit of memory, with folders of
 * its own. It runs one statement, and ends by itself when none comes or its parent is gone.
 *
 * @param askedBytes what its statement was to use at most
 * @param memoryBytes what it may use: less where the control group leaves less
 */
record WorkerProcess(Process process, long askedBytes, long memoryBytes, List<Path> folders)
    implements AutoCloseable {
  /** What Java itself needs besides its heap and DuckDB's memory. */
  private static final long JAVA_BYTES = 320L << 20;

  private static final Path NOWHERE = Path.of("/nonexistent");
  private static final long LEAST_BYTES = 64L << 20;
  private static final long LEAST_HEAP = 128L << 20;
  private static final int HEAP_PART = 4;

  /**
   * @param scratch where it gets a folder of its own; empty where nothing can be written: then it
   *     does without
   * @param spill where it gets one for what doesn't fit into memory; empty where it gets none
   */
  static WorkerProcess start(
      long askedBytes, int threads, Optional<Path> scratch, Optional<Path> spill) {
    if (askedBytes < LEAST_BYTES) {
      throw new LakeException(
          LakeException.Code.INVALID_REQUEST, "a statement needs at least 64 MB of memory");
    }
    long memoryBytes =
        fitting(askedBytes, ProcessMemory.besidesThis(askedBytes + heap(askedBytes)));
    if (memoryBytes < LEAST_BYTES) {
      throw new LakeException(
          LakeException.Code.LIMIT,
          "a statement needs at least 64 MB of memory, and a process of its own, for which there is"
              + " no room: "
              + ProcessMemory.describe()
              + "; give the group more, or a smaller heap with PEAK_JAVA_OPTS=-Xmx…");
    }
    try {
      List<Path> folders = new ArrayList<>();
      Path folder = scratch.flatMap(parent -> folderIn(parent, folders)).orElse(NOWHERE);
      String spillInto =
          spill.flatMap(parent -> folderIn(parent, folders)).map(Path::toString).orElse("");
      ProcessBuilder builder =
          new ProcessBuilder(command(memoryBytes, threads, folder, spillInto))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .directory((folders.isEmpty() ? Path.of("/") : folders.getFirst()).toFile());
      builder.environment().clear();
      builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "MALLOC_ARENA_MAX", "2"));
      return new WorkerProcess(builder.start(), askedBytes, memoryBytes, folders);
    } catch (IOException e) {
      throw new LakeException(
          LakeException.Code.IO, "cannot start a process for the statement: " + e.getMessage(), e);
    }
  }

  /** A full disk is no reason not to ask: most statements put nothing aside. */
  private static Optional<Path> folderIn(Path parent, List<Path> folders) {
    try {
      Path folder = Files.createTempDirectory(parent, "sql-");
      boolean _ = folders.add(folder);
      return Optional.of(folder);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * What a statement may use where it and its heap have so much room; more than asked for never.
   */
  static long fitting(long asked, long room) {
    long least = room - LEAST_HEAP;
    long part = room / (HEAP_PART + 1) * HEAP_PART;
    return Math.min(asked, Math.min(least, part));
  }

  private static long heap(long memory) {
    return Math.max(LEAST_HEAP, memory / HEAP_PART);
  }

  private static List<String> command(long memory, int threads, Path folder, String spill)
      throws IOException {
    long heap = heap(memory);
    long limit = (memory + heap + JAVA_BYTES) >> 10;
    List<String> command = new ArrayList<>();
    if (File.separatorChar == '/') {
      // Data segment: what a process allocates, not the address space it reserves.
      command.addAll(
          List.of("/bin/sh", "-c", "ulimit -c 0; ulimit -d " + limit + "; exec \"$0\" \"$@\""));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + (heap >> 20) + "m",
            "-Xss4m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:+SuppressFatalErrorMessage",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + folder));
    String libraries = System.getProperty("java.library.path");
    if (libraries != null && !libraries.isEmpty()) {
      command.add("-Djava.library.path=" + libraries);
    }
    command.addAll(
        List.of(
            "-cp",
            classPath(),
            SqlWorker.class.getName(),
            Integer.toString(threads),
            (memory >> 20) + "MiB",
            spill));
    return command;
  }

  /** The few parts of the class path that the worker needs. */
  static String classPath() throws IOException {
    Set<String> parts = new HashSet<>();
    for (Class<?> part :
        List.of(
            SqlWorker.class,
            LakeException.class,
            DuckDBDriver.class,
            JsonFactory.class,
            NullMarked.class)) {
      try {
        parts.add(
            Path.of(part.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
      } catch (URISyntaxException e) {
        throw new IOException("odd class path", e);
      }
    }
    return parts.stream().sorted().collect(Collectors.joining(File.pathSeparator));
  }

  /** How it ended; empty if it has not. */
  OptionalInt exit() {
    try {
      return process.waitFor(5, TimeUnit.SECONDS)
          ? OptionalInt.of(process.exitValue())
          : OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    folders.forEach(TemporaryFolder::delete);
  }
}
