package tools.peak.lake.internal.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.internal.Batch;
import tools.peak.lake.internal.BatchRun;
import tools.peak.lake.internal.DiskFailure;
import tools.peak.lake.internal.Field;
import tools.peak.lake.internal.Milestone;
import tools.peak.lake.internal.NewFile;
import tools.peak.lake.internal.Partition;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.MetricColumns;

/**
 * Turns a batch into synced Parquet files that no table names yet: a file a table and partition,
 * sorted, several for long curves. Not for more than one thread at a time.
 */
public final class BatchWriter implements AutoCloseable {
  private static final String MEMORY = "1GB";
  private static final int POINTS_A_FILE = 2_500_000;

  private final DuckDBConnection database;
  private final ExecutorService workers;
  private final Milestone.Listener milestones;
  private final Function<LakeTable, Path> folders;
  private final EquityRows equity = new EquityRows();
  private final Set<Statement> running = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  /**
   * Opens a DuckDB of its own.
   *
   * @param threads how many files are written at once
   * @param folders where a table's files go
   */
  public BatchWriter(
      int threads, Function<LakeTable, Path> folders, Milestone.Listener milestones) {
    this.folders = folders;
    this.milestones = milestones;
    try {
      database = DuckDb.open(threads, MEMORY);
      try (var function = DuckDBFunctions.tableFunction()) {
        var _ =
            function
                .withName(EquityRows.NAME)
                .withParameter(Long.class)
                .withFunction(equity)
                .register(database);
      }
    } catch (SQLException e) {
      throw new LakeException(Code.IO, "DuckDB can't start: " + e.getMessage(), e);
    }
    workers = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory());
  }

  /** Something that is done on a connection of its own. */
  private interface Task<T> {
    T run(DuckDBConnection connection, Statement statement) throws SQLException, IOException;
  }

  /** Runs of one partition. */
  private record Part(int number, Partition partition, List<BatchRun> runs) {}

  /**
   * Writes a batch.
   *
   * @param fields the columns that each table has now
   */
  public List<NewFile> write(Batch batch, Map<LakeTable, List<Field>> fields) {
    List<Part> parts = parts(batch.runs());
    Map<LakeTable, List<Field>> columns = new EnumMap<>(fields);
    stage(batch, parts, columns);
    List<Callable<Optional<NewFile>>> copies = new ArrayList<>();
    for (Part part : parts) {
      copies.addAll(equityCopies(part, columns.getOrDefault(LakeTable.EQUITY, List.of())));
      for (LakeTable table : List.of(LakeTable.TRADES, LakeTable.RUNS, LakeTable.ARTIFACTS)) {
        copies.add(stagedCopy(table, part, columns.getOrDefault(table, List.of())));
      }
    }
    copies.add(ingestCopy(batch, columns.getOrDefault(LakeTable.INGESTS, List.of())));
    Queue<NewFile> written = new ConcurrentLinkedQueue<>();
    boolean whole = false;
    try {
      List<NewFile> files = new ArrayList<>();
      all(copies.stream().map(copy -> noted(copy, written)).toList())
          .forEach(file -> file.ifPresent(files::add));
      syncFolders();
      whole = true;
      return files;
    } finally {
      if (!whole) {
        discard(written); // a full disk is to be less full afterwards
      }
      unstage();
    }
  }

  /**
   * Writes a file's rows again without some runs.
   *
   * @return nothing if no row is left
   */
  public Optional<NewFile> rewrite(
      LakeTable table,
      @Nullable Partition partition,
      String file,
      List<Field> fields,
      Collection<String> runsToDrop) {
    Optional<NewFile> rewritten =
        all(List.of(
                task(
                    (connection, statement) -> {
                      statement.execute("CREATE OR REPLACE TEMP TABLE gone (run_id VARCHAR)");
                      try (DuckDBAppender appender =
                          connection.createAppender("temp", "main", "gone")) {
                        Rows rows = new Rows(appender);
                        for (String runId : runsToDrop) {
                          rows.begin().text(runId).end();
                        }
                      }
                      return copiedFile(table, partition, fields)
                          .copy(
                              statement,
                              "SELECT %s FROM %s WHERE run_id NOT IN (SELECT run_id FROM gone)"
                                  .formatted(
                                      ColumnSql.names(fields),
                                      ColumnSql.scan(List.of(file), fields)));
                    })))
            .getFirst();
    syncFolders();
    return rewritten;
  }

  private static List<Part> parts(List<BatchRun> runs) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= runs.size(); to++) {
      Partition partition = runs.get(from).partition();
      if (to == runs.size() || !runs.get(to).partition().equals(partition)) {
        parts.add(new Part(parts.size(), partition, runs.subList(from, to)));
        from = to;
      }
    }
    return parts;
  }

  private void stage(Batch batch, List<Part> parts, Map<LakeTable, List<Field>> fields) {
    MetricColumns metrics =
        MetricColumns.of(
            fields.getOrDefault(LakeTable.RUNS, List.of()).stream()
                .map(Field::column)
                .collect(Collectors.toList()));
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (LakeTable table : List.of(LakeTable.TRADES, LakeTable.RUNS, LakeTable.ARTIFACTS)) {
      tasks.add(
          task(
              (connection, statement) -> {
                statement.execute(
                    "CREATE OR REPLACE TABLE %s (%s, \".part\" INTEGER)" // no metric has a dot
                        .formatted(
                            table.tableName(),
                            ColumnSql.definitions(fields.getOrDefault(table, List.of()))));
                BatchRows batchRows = new BatchRows(batch, metrics);
                try (DuckDBAppender appender = connection.createAppender(table.tableName())) {
                  Rows rows = new Rows(appender);
                  for (Part part : parts) {
                    for (BatchRun run : part.runs()) {
                      append(table, batchRows, run, part.number(), rows);
                    }
                  }
                }
                return true;
              }));
    }
    all(tasks);
  }

  private static void append(
      LakeTable table, BatchRows batchRows, BatchRun run, int part, Rows rows) throws SQLException {
    switch (table) {
      case RUNS -> batchRows.run(run, part, rows);
      case TRADES -> batchRows.trades(run, part, rows);
      case ARTIFACTS -> batchRows.artifacts(run, part, rows);
      case EQUITY, INGESTS -> throw new IllegalArgumentException(table + " is not staged");
    }
  }

  private static Callable<Optional<NewFile>> noted(
      Callable<Optional<NewFile>> copy, Queue<NewFile> written) {
    return () -> {
      Optional<NewFile> file = copy.call();
      file.ifPresent(written::add);
      return file;
    };
  }

  /** On the calling thread: it must happen even if that was interrupted. */
  private void unstage() {
    try (DuckDBConnection connection = database.duplicate();
        Statement statement = connection.createStatement()) {
      for (LakeTable table : List.of(LakeTable.TRADES, LakeTable.RUNS, LakeTable.ARTIFACTS)) {
        statement.execute("DROP TABLE IF EXISTS " + table.tableName());
      }
    } catch (SQLException e) {
      throw new LakeException(Code.IO, "can't clear the batch: " + e.getMessage(), e);
    }
  }

  private Callable<Optional<NewFile>> stagedCopy(LakeTable table, Part part, List<Field> fields) {
    return task(
        (_, statement) ->
            copiedFile(table, part.partition(), fields)
                .copy(
                    statement,
                    "SELECT %s FROM %s WHERE \".part\" = %d"
                        .formatted(ColumnSql.names(fields), table.tableName(), part.number())));
  }

  private Callable<Optional<NewFile>> ingestCopy(Batch batch, List<Field> fields) {
    return task(
        (connection, statement) -> {
          statement.execute(
              "CREATE OR REPLACE TEMP TABLE ingest (%s)".formatted(ColumnSql.definitions(fields)));
          try (DuckDBAppender appender = connection.createAppender("temp", "main", "ingest")) {
            new Rows(appender)
                .begin()
                .text(batch.ingestId())
                .number(batch.number())
                .instant(batch.at())
                .number((long) batch.runs().size() - batch.replaced())
                .number((long) batch.replaced())
                .number(sum(batch, run -> run.run().trades().size()))
                .number(sum(batch, run -> run.run().equity().size()))
                .number(sum(batch, run -> run.run().artifacts().size()))
                .text(batch.roots())
                .text(BatchWriter.class.getPackage().getImplementationVersion())
                .end();
          }
          return copiedFile(LakeTable.INGESTS, null, fields)
              .copy(statement, "SELECT %s FROM ingest".formatted(ColumnSql.names(fields)));
        });
  }

  private static long sum(Batch batch, java.util.function.ToLongFunction<BatchRun> count) {
    return batch.runs().stream().mapToLong(count).sum();
  }

  private List<Callable<Optional<NewFile>>> equityCopies(Part part, List<Field> fields) {
    List<Callable<Optional<NewFile>>> copies = new ArrayList<>();
    List<BatchRun> runs = new ArrayList<>();
    long points = 0;
    for (BatchRun run : part.runs()) {
      if (run.run().equity().size() > 0) {
        runs.add(run);
        points += run.run().equity().size();
      }
      if (points >= POINTS_A_FILE) {
        copies.add(equityCopy(part, new EquityRows.Part(List.copyOf(runs), points), fields));
        runs.clear();
        points = 0;
      }
    }
    if (points > 0) {
      copies.add(equityCopy(part, new EquityRows.Part(List.copyOf(runs), points), fields));
    }
    return copies;
  }

  private Callable<Optional<NewFile>> equityCopy(
      Part part, EquityRows.Part points, List<Field> fields) {
    return task(
        (connection, statement) -> {
          statement.execute(
              "CREATE OR REPLACE TEMP TABLE curve (i INTEGER, run_id VARCHAR, stage VARCHAR, run_timestamp TIMESTAMP WITH TIME ZONE)");
          try (DuckDBAppender appender = connection.createAppender("temp", "main", "curve")) {
            Rows rows = new Rows(appender);
            for (int i = 0; i < points.runs().size(); i++) {
              var meta = points.runs().get(i).run().meta();
              rows.begin()
                  .number(i)
                  .text(meta.runId())
                  .text(meta.stage())
                  .instant(meta.timestamp())
                  .end();
            }
          }
          long id = equity.offer(points);
          try {
            return copiedFile(LakeTable.EQUITY, part.partition(), fields)
                .copy(
                    statement,
                    """
                    SELECT c.run_id, e.seq, make_timestamptz(e.micros) AS "timestamp", e.equity,
                           c.stage, c.run_timestamp
                    FROM %s(%d) e JOIN curve c ON c.i = e.i
                    """
                        .formatted(EquityRows.NAME, id));
          } finally {
            equity.withdraw(id);
          }
        });
  }

  private CopiedFile copiedFile(
      LakeTable table, @Nullable Partition partition, List<Field> fields) {
    return new CopiedFile(table, partition, folders.apply(table), fields, milestones);
  }

  private void syncFolders() {
    try {
      for (LakeTable table : LakeTable.values()) {
        CopiedFile.sync(folders.apply(table));
      }
    } catch (IOException e) {
      throw DiskFailure.of("syncing the lake's folders", e);
    }
  }

  private <T> Callable<T> task(Task<T> task) {
    return () -> {
      try (DuckDBConnection connection = database.duplicate();
          Statement statement = connection.createStatement()) {
        statement.execute("SET TimeZone = 'UTC'");
        running.add(statement);
        try {
          if (stopping) {
            throw new SQLException("interrupted");
          }
          return task.run(connection, statement);
        } finally {
          running.remove(statement);
        }
      }
    };
  }

  /**
   * Runs all of them and waits until each has ended; the first failure is thrown. Interrupting the
   * thread cancels them.
   */
  private <T> List<T> all(List<Callable<T>> tasks) {
    List<Future<T>> futures = tasks.stream().map(workers::submit).toList();
    List<T> results = new ArrayList<>();
    @Nullable Throwable failure = null;
    for (Future<T> future : futures) {
      try {
        results.add(ended(future));
      } catch (ExecutionException e) {
        failure = failure == null ? e.getCause() : failure;
      }
    }
    if (stopping) {
      stopping = false;
      Thread.currentThread().interrupt();
      throw new LakeException(Code.IO, "interrupted; the lake is as before");
    }
    if (failure instanceof LakeException known) {
      throw known;
    }
    if (failure != null) {
      throw DiskFailure.of("writing the batch", failure);
    }
    return results;
  }

  private <T> T ended(Future<T> future) throws ExecutionException {
    while (true) {
      try {
        return future.get();
      } catch (InterruptedException e) {
        stopping = true;
        for (Statement statement : running) {
          cancel(statement);
        }
      }
    }
  }

  private static void cancel(Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException e) {
      // It has ended by itself.
    }
  }

  /** Deletes files that no table came to name. */
  public void discard(Collection<NewFile> files) {
    for (NewFile file : files) {
      try {
        Files.deleteIfExists(Path.of(file.path()));
      } catch (IOException e) {
        // Nothing names it: the upkeep of orphans takes it later.
      }
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
    try {
      database.close();
    } catch (SQLException e) {
      throw new LakeException(Code.IO, "DuckDB can't close: " + e.getMessage(), e);
    }
  }
}
