package tools.peak.engine.duckdb.sandbox;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.peak.engine.duckdb.session.UnreadableFiles;
import tools.peak.lake.LakeException;
import tools.peak.lake.ProcessMemory;
import tools.peak.lake.catalog.StateTable;
import tools.peak.lake.query.plan.SqlCursor;
import tools.peak.lake.query.plan.SqlRequest;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

/**
 * The answer of a {@link SqlWorker}: tells it the statement and what it may read, kills it when it
 * takes too long, and passes on its rows.
 */
final class WorkerCursor implements SqlCursor {
  /** The worker has a deadline itself, for the case that its parent can't keep it. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** What took longer may have left much behind, and the next start is little against it. */
  private static final Duration QUICK = Duration.ofSeconds(2);

  private final SqlRequest request;
  private final View snapshot;
  private final WorkerProcess worker;
  private final Consumer<WorkerProcess> keeper;
  private final CountingStream counter;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final Stopwatch stopwatch;
  private final List<Column> columns = new ArrayList<>();
  private boolean ended;

  private WorkerCursor(
      SqlRequest request, View snapshot, WorkerProcess worker, Consumer<WorkerProcess> keeper) {
    this.request = request;
    this.snapshot = snapshot;
    this.worker = worker;
    this.keeper = keeper;
    Process process = worker.process();
    this.counter =
        new CountingStream(
            new BufferedInputStream(process.getInputStream(), 1 << 16), request.answerBytes());
    this.in = new DataInputStream(counter);
    this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
    this.stopwatch = new Stopwatch(request.timeout(), process);
  }

  /**
   * Has a worker run a statement.
   *
   * @param keeper gets the worker when it can run another one
   */
  static WorkerCursor open(
      SqlRequest request, View snapshot, WorkerProcess worker, Consumer<WorkerProcess> keeper) {
    WorkerCursor cursor = new WorkerCursor(request, snapshot, worker, keeper);
    cursor.begin();
    return cursor;
  }

  private void begin() {
    boolean begun = false;
    try {
      ContractViews views = new ContractViews(snapshot);
      out.writeByte(SqlWorker.BEGIN);
      out.writeLong(request.timeout().plus(GRACE).toMillis());
      Wire.text(out, BoundStatement.of(request.statement(), request.values()));
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
      throw UnreadableFiles.of(Wire.failure(in), snapshot);
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
        throw UnreadableFiles.of(Wire.failure(in), snapshot);
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
    OptionalInt exit = worker.exit();
    if (stopwatch.expired() || exit.equals(OptionalInt.of(WorkerWatch.GONE))) {
      return new LakeException(
          LakeException.Code.LIMIT,
          "the statement took longer than %s s".formatted(seconds(request.timeout())),
          how);
    }
    if (exit.isEmpty()) {
      return io("the process for the statement answers out of turn", how);
    }
    WorkerEnd end = WorkerEnd.of(exit.getAsInt());
    return switch (end) {
      case WorkerEnd.Killed(int signal) ->
          io(
              "the process for the statement was ended from outside (signal "
                  + signal
                  + "); if that was the system for want of memory, let it use less",
              how);
      case WorkerEnd.Failed(int value) ->
          io("the process for the statement failed (exit " + value + ")", how);
      case WorkerEnd.Crashed _ ->
          counter.count() == 0
              ? io("the process for the statement ended before it began (%s)".formatted(exit), how)
              : new LakeException(
                  LakeException.Code.LIMIT,
                  "the statement needed more than "
                      + (worker.memoryBytes() >> 20)
                      + " MB of memory"
                      + (worker.memoryBytes() < worker.askedBytes() ? ProcessMemory.ofGroup() : ""),
                  how);
    };
  }

  private static LakeException io(String what, IOException how) {
    return new LakeException(LakeException.Code.IO, what, how);
  }

  private static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0
        ? Long.toString(time.toSeconds())
        : Double.toString(time.toMillis() / 1000.0);
  }

  @Override
  public void close() {
    stopwatch.close();
    if (ended && stopwatch.waited().compareTo(QUICK) < 0) {
      keeper.accept(worker);
    } else {
      worker.close();
    }
  }
}
