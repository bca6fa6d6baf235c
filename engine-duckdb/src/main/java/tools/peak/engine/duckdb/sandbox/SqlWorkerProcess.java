package tools.peak.engine.duckdb.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import tools.peak.engine.duckdb.session.TemporaryFolder;
import tools.peak.lake.LakeException;
import tools.peak.lake.catalog.StateTable;
import tools.peak.lake.query.plan.SqlCursor;
import tools.peak.lake.query.plan.SqlRequest;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

/**
 * A {@link SqlWorker} seen from outside: starts it under the operating system's limit of memory,
 * tells it what it may read, kills it when it takes too long, and passes on its rows.
 */
public final class SqlWorkerProcess implements SqlCursor {
  /** What Java itself needs besides its heap and DuckDB's memory. */
  private static final long JAVA_BYTES = 320L << 20;

  private static final long LEAST_BYTES = 64L << 20;

  /** The worker has a deadline itself, for the case that its parent can't keep it. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final SqlRequest request;
  private final List<Path> folders;
  private final Process process;
  private final CountingStream counter;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final Stopwatch stopwatch;
  private final List<Column> columns = new ArrayList<>();
  private boolean ended;

  private SqlWorkerProcess(SqlRequest request, List<Path> folders, Process process) {
    this.request = request;
    this.folders = folders;
    this.process = process;
    this.counter =
        new CountingStream(
            new BufferedInputStream(process.getInputStream(), 1 << 16), request.answerBytes());
    this.in = new DataInputStream(counter);
    this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
    this.stopwatch = new Stopwatch(request.timeout(), process);
  }

  /**
   * Starts a worker.
   *
   * @param scratch where it gets a folder of its own
   * @param spill where it gets one for what doesn't fit into memory; empty where it gets none
   */
  public static SqlWorkerProcess start(
      SqlRequest request, View snapshot, int threads, Path scratch, String spill) {
    if (request.memoryBytes() < LEAST_BYTES) {
      throw new LakeException(
          LakeException.Code.INVALID_REQUEST, "a statement needs at least 64 MB of memory");
    }
    try {
      Path folder = Files.createTempDirectory(scratch, "sql-");
      Path spillInto =
          spill.isEmpty()
              ? folder.resolve("spill")
              : Files.createTempDirectory(Path.of(spill), "sql-");
      ProcessBuilder builder =
          new ProcessBuilder(command(request, threads, folder, spillInto))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .directory(folder.toFile());
      builder.environment().clear();
      builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "MALLOC_ARENA_MAX", "2"));
      SqlWorkerProcess worker =
          new SqlWorkerProcess(request, List.of(folder, spillInto), builder.start());
      worker.begin(snapshot);
      return worker;
    } catch (IOException e) {
      throw new LakeException(
          LakeException.Code.IO, "cannot start a process for the statement: " + e.getMessage(), e);
    }
  }

  private static List<String> command(SqlRequest request, int threads, Path folder, Path spill)
      throws IOException {
    long memory = request.memoryBytes();
    long heap = Math.max(128L << 20, memory / 4);
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
            spill.toString(),
            Long.toString(request.timeout().plus(GRACE).toMillis())));
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

  private void begin(View snapshot) {
    boolean begun = false;
    try {
      ContractViews views = new ContractViews(snapshot);
      Wire.text(out, request.statement());
      Wire.text(out, request.target().map(path -> path.toAbsolutePath().toString()).orElse(""));
      Wire.text(out, request.limit().isPresent() ? Long.toString(request.limit().getAsLong()) : "");
      Wire.texts(out, List.copyOf(views.names()));
      out.flush();
      expect(SqlWorker.NEEDS);
      Set<String> needed = Set.copyOf(stopwatch.timed(() -> Wire.texts(in)));
      boolean someMetrics = stopwatch.timed(in::readBoolean);
      Set<String> named = Set.copyOf(stopwatch.timed(() -> Wire.texts(in)));
      Optional<Set<String>> metrics = someMetrics ? Optional.of(named) : Optional.empty();
      Wire.texts(out, views.files(needed));
      Wire.texts(out, views.statements(needed, metrics));
      List<StateTable> state = views.state(needed);
      out.writeInt(state.size());
      for (StateTable table : state) {
        send(table);
      }
      out.flush();
      expect(SqlWorker.COLUMNS);
      readColumns();
      begun = true;
    } catch (IOException e) {
      throw died(e);
    } finally {
      if (!begun) {
        close();
      }
    }
  }

  private void send(StateTable table) throws IOException {
    Wire.text(out, table.name());
    out.writeInt(table.columns().size());
    for (Column column : table.columns()) {
      Wire.text(out, column.name());
      Wire.text(out, column.type().name());
    }
    try {
      table
          .rows()
          .forEach(
              row -> {
                try {
                  out.writeBoolean(true);
                  Wire.row(out, row);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    out.writeBoolean(false);
  }

  /** Two columns of one name would be one key in a row: the later ones get a number. */
  private void readColumns() throws IOException {
    int count = in.readInt();
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < count; i++) {
      String name = Wire.text(in);
      ColumnType type = ColumnType.valueOf(Wire.text(in));
      int before = seen.merge(name, 1, Integer::sum);
      columns.add(new Column(before == 1 ? name : name + "_" + before, type));
    }
  }

  private void expect(byte answer) throws IOException {
    byte first = stopwatch.timed(in::readByte);
    if (first == SqlWorker.FAILED) {
      throw Wire.failure(in);
    }
    if (first != answer) {
      throw new IOException("the worker answers out of turn");
    }
  }

  @Override
  public List<Column> columns() {
    return List.copyOf(columns);
  }

  @Override
  public @Nullable List<@Nullable Object> next() {
    if (ended) {
      return null;
    }
    try {
      byte kind = stopwatch.timed(in::readByte);
      if (kind == SqlWorker.END) {
        ended = true;
        return null;
      }
      if (kind == SqlWorker.FAILED) {
        throw Wire.failure(in);
      }
      List<@Nullable Object> row = stopwatch.timed(() -> Wire.row(in));
      return row;
    } catch (CountingStream.TooMuch e) {
      throw new LakeException(
          LakeException.Code.LIMIT,
          "the answer is larger than "
              + (request.answerBytes() >> 20)
              + " MB: ask for fewer rows or write it to a file",
          e);
    } catch (IOException e) {
      throw died(e);
    }
  }

  private LakeException died(IOException how) {
    if (stopwatch.expired()) {
      return new LakeException(
          LakeException.Code.LIMIT,
          "the statement took longer than %s s".formatted(seconds(request.timeout())),
          how);
    }
    if (counter.count() == 0) {
      return new LakeException(
          LakeException.Code.IO,
          "the process for the statement ended before it began (%s)".formatted(exit()),
          how);
    }
    return new LakeException(
        LakeException.Code.LIMIT,
        "the statement needed more than " + (request.memoryBytes() >> 20) + " MB of memory",
        how);
  }

  private String exit() {
    try {
      return process.waitFor(5, TimeUnit.SECONDS) ? "exit " + process.exitValue() : "still there";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0
        ? Long.toString(time.toSeconds())
        : Double.toString(time.toMillis() / 1000.0);
  }

  @Override
  public void close() {
    stopwatch.close();
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    folders.forEach(TemporaryFolder::delete);
  }
}
