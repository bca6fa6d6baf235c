package tools.peak.lake.query;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.AsOf;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.plan.Request;
import tools.peak.lake.query.plan.SqlCursor;
import tools.peak.lake.query.plan.SqlRequest;
import tools.peak.lake.query.plan.SqlValues;
import tools.peak.lake.query.plan.View;

/**
 * One statement of SQL over the contract's tables: SELECT, FROM, WITH, VALUES, PIVOT, and DESCRIBE,
 * SUMMARIZE, EXPLAIN of those. The dialect is DuckDB's, and so is the meaning of NaN: the greatest
 * number, equal to itself. Anything else is refused with {@link
 * LakeException.Code#INVALID_REQUEST}; a statement that takes more time or memory than allowed ends
 * with {@link LakeException.Code#LIMIT}. It runs in a process of its own, which the operating
 * system holds to its memory. Immutable.
 */
public final class SqlQuery {
  /** How long a statement may take unless told otherwise. */
  public static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** How much memory a statement may use unless told otherwise: 1 GiB. */
  public static final long MEMORY_BYTES = 1L << 30;

  private final Queries queries;
  private final String statement;
  private final SqlValues values;
  private final AsOf asOf;
  private final Duration timeout;
  private final long memoryBytes;
  private final long limit;

  SqlQuery(Queries queries, String statement, SqlValues values) {
    this(queries, statement, values, AsOf.latest(), TIMEOUT, MEMORY_BYTES, Request.UNLIMITED);
  }

  private SqlQuery(
      Queries queries,
      String statement,
      SqlValues values,
      AsOf asOf,
      Duration timeout,
      long memoryBytes,
      long limit) {
    this.queries = queries;
    this.statement = statement;
    this.values = values;
    this.asOf = asOf;
    this.timeout = timeout;
    this.memoryBytes = memoryBytes;
    this.limit = limit;
  }

  /** The lake as it was. */
  public SqlQuery asOf(AsOf version) {
    return new SqlQuery(queries, statement, values, version, timeout, memoryBytes, limit);
  }

  /** How long the statement may keep its reader waiting, altogether. */
  public SqlQuery timeout(Duration atMost) {
    return new SqlQuery(queries, statement, values, asOf, atMost, memoryBytes, limit);
  }

  /** How much memory the statement may use; at least 64 MiB are needed. */
  public SqlQuery memory(long bytes) {
    return new SqlQuery(queries, statement, values, asOf, timeout, bytes, limit);
  }

  /** At most so many rows. */
  public SqlQuery limit(long rows) {
    return new SqlQuery(
        queries, statement, values, asOf, timeout, memoryBytes, Clauses.limit(rows).rows());
  }

  /** The rows, all in memory; they have to fit into what the statement may use. */
  public Result fetch() {
    try (Rows rows = stream(memoryBytes)) {
      return rows.all();
    }
  }

  /** The rows as records: see {@link Row#as}. */
  public <R extends Record> List<R> fetch(Class<R> type) {
    return fetch().as(type);
  }

  /** The rows, one by one. Close it. */
  public Rows stream() {
    return stream(Long.MAX_VALUE);
  }

  private Rows stream(long answerBytes) {
    View snapshot = queries.snapshots().at(asOf);
    SqlCursor cursor =
        queries
            .engine()
            .sql(
                new SqlRequest(
                    statement,
                    values,
                    timeout,
                    memoryBytes,
                    answerBytes,
                    Optional.empty(),
                    OptionalLong.empty()),
                snapshot);
    return new Rows(Long.toString(snapshot.version()), cursor.columns(), cursor, limit, row -> "");
  }

  /**
   * Writes the rows into a Parquet file, which is replaced when it is there.
   *
   * @return how many
   */
  public long writeParquet(Path target) {
    View snapshot = queries.snapshots().at(asOf);
    return ExportFile.write(target, file -> write(snapshot, file));
  }

  private long write(View snapshot, Path file) {
    SqlRequest request =
        new SqlRequest(
            statement,
            values,
            timeout,
            memoryBytes,
            Long.MAX_VALUE,
            Optional.of(file),
            limit == Request.UNLIMITED ? OptionalLong.empty() : OptionalLong.of(limit));
    try (SqlCursor cursor = queries.engine().sql(request, snapshot)) {
      List<@Nullable Object> row = cursor.next();
      return row != null && row.getFirst() instanceof Number rows ? rows.longValue() : 0;
    }
  }
}
