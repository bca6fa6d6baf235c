package tools.peak.engine.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.TableSnapshot;

/** Questions to a lake's files that must all be answered with nothing. */
public final class CrossCheck implements AutoCloseable {
  private static final int THREADS = 2;
  private static final String MEMORY = "1GB";

  /** Of a broken lake the first are told: each run could be one. */
  private static final int MOST_ANSWERS = 100;

  private final DuckDBConnection connection;

  /** A run's month as its partition counts it. */
  private static final String MONTH =
      "((year(\"timestamp\") - 1970) * 12 + month(\"timestamp\") - 1)::INTEGER";

  /** What a Parquet file says of itself. */
  public sealed interface Footer {
    /** How many rows it holds. */
    record Rows(long rows) implements Footer {}

    /** It can't be read. */
    record Damaged(String detail) implements Footer {}
  }

  /** Gives every run of the index to a visitor. */
  public interface Index {
    void forEach(Consumer<RunIndex.Entry> visitor);
  }

  private CrossCheck(DuckDBConnection connection) {
    this.connection = connection;
  }

  public static CrossCheck open() {
    try {
      return new CrossCheck(DuckDb.open(THREADS, MEMORY));
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** The footers of those files, by path. */
  public Map<String, Footer> footers(List<String> files) {
    Map<String, Footer> footers = new HashMap<>();
    footers(files, footers);
    return footers;
  }

  /** One damaged file fails the whole question: then each half is asked alone. */
  private void footers(List<String> files, Map<String, Footer> footers) {
    if (files.isEmpty()) {
      return;
    }
    String paths = files.stream().map(ColumnSql::path).collect(Collectors.joining(", "));
    // A statement that failed is closed by the driver: each question has its own.
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT file_name, num_rows FROM parquet_file_metadata([" + paths + "])")) {
      while (rows.next()) {
        footers.put(rows.getString(1), new Footer.Rows(rows.getLong(2)));
      }
    } catch (SQLException e) {
      if (files.size() == 1) {
        String detail = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        footers.put(files.getFirst(), new Footer.Damaged(detail));
      } else {
        footers(files.subList(0, files.size() / 2), footers);
        footers(files.subList(files.size() / 2, files.size()), footers);
      }
    }
  }

  /** Names the table of runs that the next questions are about. */
  public void runs(TableSnapshot runs) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE OR REPLACE TEMP VIEW runs AS SELECT * FROM " + scan(runs));
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Gives every row of {@code runs} as the index would have it. */
  public void forEach(Consumer<RunIndex.Entry> visitor) {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT run_id, source_path, evidence_sha256, stage, "
                    + MONTH
                    + " FROM runs WHERE run_id IS NOT NULL")) {
      while (row.next()) {
        int month = row.getInt(5);
        boolean dated = !row.wasNull();
        visitor.accept(
            new RunIndex.Entry(
                row.getString(1),
                Objects.requireNonNullElse(row.getString(2), ""),
                Objects.requireNonNullElse(row.getString(3), ""),
                new Partition(row.getString(4), dated ? month : null)));
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Ids that stand in {@code runs} more than once, and how often. */
  public Map<String, Long> duplicates() {
    return counts(
        "SELECT run_id, count(*) FROM runs GROUP BY run_id HAVING count(*) > 1 ORDER BY run_id");
  }

  /** Ids in a child table that are not in {@code runs}, and how many rows each has there. */
  public Map<String, Long> withoutRun(TableSnapshot child) {
    return counts(
        """
        SELECT coalesce(run_id, 'NULL'), count(*) FROM %s child
        WHERE NOT EXISTS (SELECT 1 FROM runs WHERE runs.run_id = child.run_id)
        GROUP BY 1 ORDER BY 1"""
            .formatted(scan(child)));
  }

  /** What the index tells otherwise than {@code runs}, by run. */
  public Map<String, String> differences(Index index) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE OR REPLACE TEMP TABLE indexed (run_id VARCHAR, source_path VARCHAR,
            evidence_sha256 VARCHAR, stage VARCHAR, "month" INTEGER)""");
      try (DuckDBAppender appender = connection.createAppender("temp", "main", "indexed")) {
        RowAppender rows = new RowAppender(appender);
        index.forEach(
            entry -> {
              try {
                append(rows, entry);
              } catch (SQLException e) {
                throw failure(e);
              }
            });
      }
      return texts(
          """
          SELECT coalesce(i.run_id, r.run_id),
            CASE WHEN r.run_id IS NULL THEN 'is in the index and not in the table runs'
                 WHEN i.run_id IS NULL THEN 'is in the table runs and not in the index'
                 ELSE 'is not the same in the index and in the table runs' END
          FROM (
            SELECT run_id, source_path, evidence_sha256, stage, %s AS "month"
            FROM runs) r
          FULL JOIN indexed i ON i.run_id = r.run_id
          WHERE i.run_id IS NULL OR r.run_id IS NULL
            OR i.source_path IS DISTINCT FROM r.source_path
            OR i.evidence_sha256 IS DISTINCT FROM r.evidence_sha256
            OR i.stage IS DISTINCT FROM r.stage OR i."month" IS DISTINCT FROM r."month"
          ORDER BY 1"""
              .formatted(MONTH));
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static void append(RowAppender rows, RunIndex.Entry entry) throws SQLException {
    Integer month = entry.partition().month();
    rows.begin()
        .text(entry.runId())
        .text(entry.sourcePath())
        .text(entry.digest())
        .text(entry.partition().stage());
    (month == null ? rows.missing() : rows.number((int) month)).end();
  }

  private static String scan(TableSnapshot table) {
    return table.files().isEmpty()
        ? "(SELECT %s WHERE false)"
            .formatted(
                table.fields().stream()
                    .map(
                        field ->
                            "NULL::%s AS %s"
                                .formatted(
                                    ColumnSql.type(field.column().type()),
                                    DuckDb.identifier(field.column().name())))
                    .collect(Collectors.joining(", ")))
        : ColumnSql.scan(table.files(), table.fields());
  }

  private Map<String, Long> counts(String sql) {
    Map<String, Long> counts = new LinkedHashMap<>();
    texts(sql).forEach((id, count) -> counts.put(id, Long.valueOf(count)));
    return counts;
  }

  private Map<String, String> texts(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql + " LIMIT " + MOST_ANSWERS)) {
      Map<String, String> texts = new LinkedHashMap<>();
      while (rows.next()) {
        texts.put(rows.getString(1), rows.getString(2));
      }
      return texts;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static LakeException failure(SQLException e) {
    return new LakeException(
        Code.IO,
        "can't check: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
        e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }
}
