package tools.peak.lake.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.peak.lake.FailPoint;
import tools.peak.lake.LakeException;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.NewFile;
import tools.peak.lake.table.StoredFile;
import tools.peak.parquet.write.WriterBuffers;
import tools.peak.storage.Location;
import tools.peak.storage.local.LocalStorage;

/** DuckDB writes the files and says what must be left; our reader and writer do the work. */
final class TableRewriteTest {
  private static final Partition PLACE = new Partition("backtest", 660);
  private static final List<Field> FIELDS =
      List.of(
          new Field(1, new Column("run_id", ColumnType.TEXT)),
          new Field(2, new Column("side", ColumnType.TEXT)),
          new Field(3, new Column("price", ColumnType.DOUBLE)),
          new Field(4, new Column("volume", ColumnType.LONG)),
          new Field(5, new Column("seq", ColumnType.INT)),
          new Field(6, new Column("day", ColumnType.DATE)),
          new Field(7, new Column("at", ColumnType.TIMESTAMP)),
          new Field(10, new Column("texts", ColumnType.TEXTS), List.of(11, 12)),
          new Field(13, new Column("numbers", ColumnType.NUMBERS), List.of(14, 15)),
          new Field(16, new Column("typed", ColumnType.VALUES), List.of(17, 18, 19, 20, 21)),
          new Field(30, new Column("added", ColumnType.DOUBLE)));

  /** Names of the file's own, in an order of its own: only the ids are the table's. */
  private static final String IDS =
      """
      {sold_at: 7, d: 6, id: 1, s: 2, n: {__duckdb_field_id: 13, key: 14, value: 15},
       p: 3, v: 4, t: {__duckdb_field_id: 10, key: 11, value: 12}, q: 5,
       y: {__duckdb_field_id: 16, key: 17,
           value: {__duckdb_field_id: 18, type: 19, value: 20, number: 21}}}""";

  private static String select(int rows, int runs, int seed) {
    return String.format(
        Locale.ROOT,
        """
      SELECT
        CASE WHEN h %% 3 = 0 THEN NULL
             ELSE TIMESTAMPTZ '1960-02-29 08:21:16.589372+00' + INTERVAL (h %% 900000000) SECOND
        END AS sold_at,
        CASE WHEN h %% 5 = 0 THEN NULL ELSE DATE '1969-12-01' + CAST(h %% 9000 AS INTEGER) END AS d,
        CASE WHEN h %% 11 = 0 THEN NULL ELSE 'run ' || (i * %2$d // %1$d) END AS id,
        CASE h %% 4 WHEN 0 THEN NULL WHEN 1 THEN 'löng' WHEN 2 THEN '' ELSE 'order ' || h END AS s,
        CASE h %% 4 WHEN 0 THEN NULL WHEN 1 THEN MAP {}
             WHEN 2 THEN MAP {'a': sqrt(i)}
             ELSE MAP {'a': NULL, 'b' || h %% 9: CAST('nan' AS DOUBLE), 'c': -0.0} END AS n,
        CASE WHEN h %% 7 = 0 THEN NULL WHEN h %% 7 = 1 THEN CAST('nan' AS DOUBLE)
             ELSE (h %% 1000) / 8.0 END AS p,
        CASE WHEN h %% 6 = 0 THEN NULL ELSE CAST(hash(h) >> 1 AS BIGINT) END AS v,
        CASE h %% 3 WHEN 0 THEN NULL WHEN 1 THEN MAP {}
             ELSE MAP {'k': 'v' || h, 'none': NULL, 'same': 'x'} END AS t,
        CASE WHEN h %% 8 = 0 THEN NULL ELSE CAST(i - 500 AS INTEGER) END AS q,
        CASE h %% 5 WHEN 0 THEN NULL WHEN 1 THEN MAP {}
             WHEN 2 THEN MAP {'p': {'type': 'int', 'value': '' || h, 'number': h / 2.0}}
             ELSE MAP {'p': {'type': 'text', 'value': NULL, 'number': NULL}, 'q': NULL,
                       'r': {'type': NULL, 'value': 'r', 'number': 1}} END AS y
      FROM (SELECT i, hash(i + %3$d) %% 100000007 AS h FROM range(%1$d) t(i))
      """,
        rows,
        runs,
        seed);
  }

  @TempDir Path folder;

  private Connection connection;
  private Statement duckDb;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    duckDb = connection.createStatement();
    duckDb.execute("SET TimeZone = 'UTC'");
    duckDb.execute("SET threads = 1");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1     | 1  | CODEC snappy
          7     | 3  | CODEC zstd
          5000  | 40 | CODEC zstd, ROW_GROUP_SIZE 2048
          5000  | 7  | CODEC gzip, PARQUET_VERSION v2, ROW_GROUP_SIZE 2048
          9000  | 9  | CODEC lz4_raw, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 1
          20000 | 11 | CODEC uncompressed, DICTIONARY_SIZE_LIMIT 1
          130000| 50 | CODEC snappy
          """)
  void the_rows_left_are_those_that_duckdb_would_leave(int rows, int runs, String options)
      throws Exception {
    Path first = folder.resolve("first.parquet");
    duckDb.execute(
        "COPY (%s) TO '%s' (FORMAT parquet, FIELD_IDS %s, %s)"
            .formatted(select(rows, runs, options.length()), first, IDS, options));
    Random random = new Random(rows);
    for (int generation = 0; generation < 3; generation++) {
      Set<String> gone =
          Stream.generate(() -> "run " + random.nextInt(runs))
              .limit(random.nextInt(runs + 1) / 2)
              .collect(Collectors.toSet());
      List<String> expected = rows(first, left(gone));
      Optional<NewFile> written = rewrite(first, gone, count(first));
      if (written.isEmpty()) {
        assertThat(expected).isEmpty();
        return;
      }
      NewFile second = written.get();
      List<String> rest = rows(Path.of(second.path()), "true");
      int row = firstDifference(rest, expected);
      assertThat(rest.subList(row, Math.min(row + 1, rest.size())))
          .as("row " + row)
          .isEqualTo(expected.subList(row, Math.min(row + 1, expected.size())));
      assertThat(second.rows()).isEqualTo(expected.size());
      assertThat(second.bytes()).isEqualTo(Files.size(Path.of(second.path())));
      boundsAreThoseOf(second);
      first = Path.of(second.path()); // the next generation reads what our own writer wrote
    }
  }

  private static int firstDifference(List<String> rows, List<String> expected) {
    int row = 0;
    while (row < rows.size() && row < expected.size() && rows.get(row).equals(expected.get(row))) {
      row++;
    }
    return row;
  }

  private void boundsAreThoseOf(NewFile file) throws SQLException {
    for (String column : List.of("run_id", "side", "volume", "seq", "day", "at", "added")) {
      NewFile.Bounds bounds = Objects.requireNonNull(file.columns().get(id(column)));
      assertThat(List.of(bounds.nulls() + "", bounds.min() + "", bounds.max() + ""))
          .as(column)
          .isEqualTo(
              query(
                  "SELECT unnest([(count(*) - count(%1$s))::VARCHAR, min(%1$s)::VARCHAR, max(%1$s)::VARCHAR]) FROM %2$s"
                      .formatted('"' + column + '"', scan(Path.of(file.path())))));
    }
  }

  private static int id(String column) {
    return FIELDS.stream()
        .filter(field -> field.column().name().equals(column))
        .findFirst()
        .orElseThrow()
        .id();
  }

  @Test
  void a_row_without_run_id_stays() throws Exception {
    Path file = folder.resolve("file.parquet");
    duckDb.execute(
        "COPY (SELECT * FROM (VALUES ('a', 1.5), (NULL, 2.5), ('b', 3.5)) t(run_id, price))"
            + " TO '%s' (FORMAT parquet, FIELD_IDS {run_id: 1, price: 3})".formatted(file));
    NewFile rest = rewrite(file, Set.of("a", "b"), 3).orElseThrow();
    assertThat(query("SELECT price::VARCHAR FROM " + scan(Path.of(rest.path()))))
        .containsExactly("2.5");
  }

  @Test
  void a_file_of_which_no_row_is_left_is_none() throws Exception {
    Path file = folder.resolve("file.parquet");
    duckDb.execute(
        "COPY (SELECT 'a' AS run_id) TO '%s' (FORMAT parquet, FIELD_IDS {run_id: 1})"
            .formatted(file));
    assertThat(rewrite(file, Set.of("a"), 1)).isEmpty();
    assertThat(files()).containsExactly("file.parquet");
  }

  @Test
  void rows_that_do_not_add_up_are_refused() throws Exception {
    Path file = folder.resolve("file.parquet");
    duckDb.execute(
        "COPY (SELECT 'a' AS run_id) TO '%s' (FORMAT parquet, FIELD_IDS {run_id: 1})"
            .formatted(file));
    assertThatExceptionOfType(LakeException.class)
        .isThrownBy(() -> rewrite(file, Set.of("b"), 2))
        .withMessage(
            "%s: the table says that it has 2 rows, its footer 1, and 1 were read; the lake is as before",
            file)
        .satisfies(e -> assertThat(e.code()).isEqualTo(LakeException.Code.IO));
    assertThat(files()).containsExactly("file.parquet");
  }

  @Test
  void a_file_that_can_not_be_read_is_refused_by_name() throws Exception {
    Path file = folder.resolve("file.parquet");
    duckDb.execute("COPY (SELECT 'a' AS run_id) TO '%s' (FORMAT parquet)".formatted(file));
    assertThatExceptionOfType(LakeException.class)
        .isThrownBy(() -> rewrite(file, Set.of("b"), 1))
        .withMessage("%s: its columns have no field ids; the lake is as before", file);
    duckDb.execute(
        "COPY (SELECT 'a' AS run_id, 7 AS price) TO '%s' (FORMAT parquet, FIELD_IDS {run_id: 1, price: 3})"
            .formatted(file));
    assertThatExceptionOfType(LakeException.class)
        .isThrownBy(() -> rewrite(file, Set.of("b"), 1))
        .withMessage(
            "%s: column 'price' holds something else than DOUBLE; the lake is as before", file);
    assertThat(files()).containsExactly("file.parquet");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).toList();
    }
  }

  private Optional<NewFile> rewrite(Path file, Set<String> gone, long rows) throws IOException {
    StoredFile stored =
        new StoredFile(Location.of(file.toString()), PLACE, rows, Files.size(file), Map.of());
    return new TableRewrite(
            LakeTable.TRADES, stored, FIELDS, runId -> runId == null || !gone.contains(runId))
        .write(
            new LocalStorage(),
            Location.of(folder),
            new WriterBuffers(),
            FailPoint.Listener.none());
  }

  private static String left(Set<String> gone) {
    return "run_id IS NULL OR run_id NOT IN ("
        + gone.stream()
            .map(run -> "'" + run + "'")
            .collect(Collectors.joining(", ", "'', ", ""))
            .replaceAll(", $", "")
        + ")";
  }

  private long count(Path file) throws SQLException {
    return Long.parseLong(query("SELECT count(*)::VARCHAR FROM '" + file + "'").getFirst());
  }

  private List<String> rows(Path file, String condition) throws SQLException {
    return query(
        "SELECT concat_ws('|', %s) FROM %s WHERE %s ORDER BY row"
            .formatted(
                FIELDS.stream()
                    .map(field -> "coalesce(\"" + field.column().name() + "\"::VARCHAR, 'NULL')")
                    .collect(Collectors.joining(", ")),
                scan(file),
                condition));
  }

  /** A file's rows, by the table's ids. */
  private static String scan(Path file) {
    return """
        (SELECT *, row_number() OVER () AS row FROM read_parquet('%s', schema = MAP {
          1: {name: 'run_id', type: 'VARCHAR', default_value: NULL},
          2: {name: 'side', type: 'VARCHAR', default_value: NULL},
          3: {name: 'price', type: 'DOUBLE', default_value: NULL},
          4: {name: 'volume', type: 'BIGINT', default_value: NULL},
          5: {name: 'seq', type: 'INTEGER', default_value: NULL},
          6: {name: 'day', type: 'DATE', default_value: NULL},
          7: {name: 'at', type: 'TIMESTAMPTZ', default_value: NULL},
          10: {name: 'texts', type: 'MAP(VARCHAR, VARCHAR)', default_value: NULL},
          13: {name: 'numbers', type: 'MAP(VARCHAR, DOUBLE)', default_value: NULL},
          16: {name: 'typed',
               type: 'MAP(VARCHAR, STRUCT("type" VARCHAR, "value" VARCHAR, "number" DOUBLE))',
               default_value: NULL},
          30: {name: 'added', type: 'DOUBLE', default_value: NULL}}))"""
        .formatted(file);
  }

  private List<String> query(String sql) throws SQLException {
    try (ResultSet rows = duckDb.executeQuery(sql)) {
      List<String> result = new ArrayList<>();
      while (rows.next()) {
        result.add(String.valueOf(rows.getString(1)));
      }
      return result;
    }
  }
}
