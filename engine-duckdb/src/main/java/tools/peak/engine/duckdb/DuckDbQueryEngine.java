package tools.peak.engine.duckdb;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tools.peak.engine.duckdb.copy.NativeCopies;
import tools.peak.engine.duckdb.sandbox.SqlWorkers;
import tools.peak.engine.duckdb.session.Answer;
import tools.peak.engine.duckdb.session.AttachedCopies;
import tools.peak.engine.duckdb.session.DuckDb;
import tools.peak.engine.duckdb.session.DuckDbFailures;
import tools.peak.engine.duckdb.session.JavaValues;
import tools.peak.engine.duckdb.session.QuerySession;
import tools.peak.engine.duckdb.session.ResultCursor;
import tools.peak.engine.duckdb.session.TagTables;
import tools.peak.engine.duckdb.session.UnreadableFiles;
import tools.peak.engine.duckdb.sql.SqlText;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.filter.Keys;
import tools.peak.lake.query.filter.Kind;
import tools.peak.lake.query.plan.Cursor;
import tools.peak.lake.query.plan.EngineTuning;
import tools.peak.lake.query.plan.Pruning;
import tools.peak.lake.query.plan.QueryEngine;
import tools.peak.lake.query.plan.QueryEngineProvider;
import tools.peak.lake.query.plan.Request;
import tools.peak.lake.query.plan.SqlCursor;
import tools.peak.lake.query.plan.SqlRequest;
import tools.peak.lake.query.plan.StateRequest;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.schema.LakeTable;
import tools.peak.storage.local.TemporaryFolder;

/** Answers questions with DuckDB, in this process: one database, a connection a question. */
final class DuckDbQueryEngine implements QueryEngine {
  private final int threads;
  private final String memoryLimit;
  private final TemporaryFolder spill;
  private final TemporaryFolder scratch;
  private final SqlWorkers workers;
  private final NativeCopies hot;
  private final Sessions sessions;
  private final KnownKeys keys;
  private Sessions.@Nullable Database database;

  DuckDbQueryEngine(QueryEngineProvider.Resources resources) {
    this.threads = resources.threads();
    this.memoryLimit = (resources.memoryBytes() >> 20) + "MiB";
    Path ofLake = resources.temporary().toAbsolutePath();
    this.spill = new TemporaryFolder(List.of(ofLake, TemporaryFolder.ofTheSystem()));
    this.scratch = new TemporaryFolder(List.of(TemporaryFolder.ofTheSystem(), ofLake));
    this.workers = new SqlWorkers(threads, () -> path(scratch), () -> path(spill));
    this.hot = new NativeCopies(resources.cache(), scratch);
    this.sessions = new Sessions(this::database, new AttachedCopies(resources.cache(), scratch));
    this.keys = new KnownKeys(sessions);
  }

  private synchronized Sessions.Database database() throws SQLException {
    if (database == null) {
      DuckDBConnection connection =
          DuckDb.open(
              threads,
              memoryLimit,
              Map.of(
                  "jdbc_stream_results",
                  "true",
                  "temp_directory",
                  path(spill).map(Path::toString).orElse("")));
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET GLOBAL parquet_metadata_cache = true"); // data files never change
      }
      database = new Sessions.Database(connection, new TagTables(connection));
    }
    return database;
  }

  /** Where nothing can be written, what doesn't fit into memory fails; other questions go on. */
  private static Optional<Path> path(TemporaryFolder folder) {
    try {
      return Optional.of(folder.path());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public Cursor run(Request request, View snapshot) {
    try {
      return sessions.open(
          snapshot,
          session -> {
            Cursor rows = rows(request, snapshot, session);
            return session.hot().isEmpty() ? rows : new CopyCursor(rows, session.copies());
          });
    } catch (SQLException e) {
      throw UnreadableFiles.of(e, snapshot);
    }
  }

  private static Cursor rows(Request asked, View all, QuerySession session) throws SQLException {
    check(asked, session);
    Request request = new FewRuns(session, all).narrow(asked);
    View snapshot = pruned(request, asked, all);
    List<ResultCursor.Reader> readers =
        request.outputs().stream().map(DuckDbQueryEngine::reader).toList();
    if (request instanceof Request.Selection selection && FirstRows.fits(selection)) {
      Optional<Cursor> first = new FirstRows(session, selection, snapshot, readers).answer();
      if (first.isPresent()) {
        return first.get();
      }
    }
    SqlText sql = session.sql(snapshot).render(request);
    return new ResultCursor(session, session.query(sql), readers, snapshot);
  }

  /** With fewer files, where the question became narrower. */
  private static View pruned(Request request, Request asked, View all) {
    return request.equals(asked) ? all : Pruning.of(all, LakeTable.RUNS, where(request));
  }

  private static Condition where(Request request) {
    return switch (request) {
      case Request.Selection selection -> selection.where();
      case Request.Aggregation aggregation -> aggregation.where();
    };
  }

  private static void check(Request request, QuerySession session) {
    switch (request) {
      case Request.Selection selection -> Patterns.check(selection.where(), session);
      case Request.Aggregation aggregation -> {
        Patterns.check(aggregation.where(), session);
        Patterns.check(aggregation.having(), session);
      }
    }
  }

  private static ResultCursor.Reader reader(Request.Output output) {
    if (output.expression() instanceof Expression.Attribute(var column)
        && column.type() == ColumnType.VALUES) {
      return JavaValues::typedMap;
    }
    return output.expression().kind() == Kind.VALUE ? JavaValues::typed : JavaValues::plain;
  }

  @Override
  public long count(LakeTable table, Condition where, View snapshot) {
    if (where.equals(Condition.ALWAYS)) {
      return Objects.requireNonNull(snapshot.tables().get(table)).rows();
    }
    try {
      return sessions.ask(
          snapshot,
          session -> {
            Patterns.check(where, session);
            Condition few = new FewRuns(session, snapshot).narrow(table, where);
            View files = few.equals(where) ? snapshot : Pruning.of(snapshot, table, few);
            try (Answer answer = session.query(session.sql(files).count(table, few))) {
              answer.rows().next();
              return answer.rows().getLong(1);
            }
          });
    } catch (SQLException e) {
      throw UnreadableFiles.of(e, snapshot);
    }
  }

  @Override
  public List<List<@Nullable Object>> state(StateRequest request, View snapshot) {
    try {
      return sessions.ask(
          snapshot,
          session -> {
            Patterns.check(request.where(), session);
            return session.state(request);
          });
    } catch (SQLException e) {
      throw DuckDbFailures.of(e);
    }
  }

  @Override
  public long writeParquet(Request request, View snapshot, Path target) {
    try {
      return sessions.ask(
          snapshot,
          session -> {
            check(request, session);
            Request few = new FewRuns(session, snapshot).narrow(request);
            return ParquetExport.write(
                session,
                session.sql(pruned(few, request, snapshot)).render(few),
                request.outputs(),
                target);
          });
    } catch (SQLException e) {
      throw UnreadableFiles.of(e, snapshot);
    }
  }

  @Override
  public SqlCursor sql(SqlRequest request, View snapshot) {
    return workers.answer(request, snapshot);
  }

  @Override
  public Optional<EngineTuning> tuning() {
    return Optional.of(
        new EngineTuning() {
          @Override
          public long warm(View snapshot) {
            return hot.build(
                Objects.requireNonNull(snapshot.tables().get(LakeTable.RUNS)),
                threads,
                memoryLimit);
          }

          @Override
          public void cool() {
            hot.drop();
          }
        });
  }

  @Override
  public Keys keys(View snapshot) {
    return keys.of(snapshot);
  }

  @Override
  public synchronized void close() {
    try (spill;
        scratch;
        workers) {
      if (database != null) {
        database.connection().close();
        database = null;
      }
    } catch (SQLException e) {
      throw DuckDbFailures.of(e);
    }
  }
}
