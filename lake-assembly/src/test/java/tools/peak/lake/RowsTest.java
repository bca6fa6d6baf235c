package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.fixtures.Chain;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.Row;
import tools.peak.lake.query.Rows;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

/** Answers as Java reads them: by name, as records, with types that are those of the values. */
final class RowsTest {
  private static final Map<ColumnType, Class<?>> CLASSES =
      Map.of(
          ColumnType.TEXT, String.class,
          ColumnType.DOUBLE, Double.class,
          ColumnType.LONG, Long.class,
          ColumnType.INT, Integer.class,
          ColumnType.BOOLEAN, Boolean.class,
          ColumnType.DATE, LocalDate.class,
          ColumnType.TIMESTAMP, Instant.class,
          ColumnType.VALUES, Map.class,
          ColumnType.NUMBERS, Map.class,
          ColumnType.TEXTS, Map.class);

  @TempDir static Path temp;
  private static Lake lake;

  @BeforeAll
  static void load() {
    Path results = temp.resolve("results");
    Chain.of("a").param("slow", "\"20\"").meta("live", "true").writeTo(results.resolve("a"));
    Chain.of("b")
        .stat("sharpe", "2.5")
        .param("fast", "9007199254740993")
        .param("risk", "0.25")
        .writeTo(results.resolve("b"));
    Chain.bare("c")
        .param("fast", "\"quick\"")
        .param("wide", "[1, 2]")
        .writeTo(results.resolve("c"));
    lake = Lake.openOrCreate(temp.resolve("lake"));
    assertThat(lake.ingest(results).added()).isEqualTo(3);
    lake.tag("a", "owner", "ann");
  }

  @AfterAll
  static void close() {
    lake.close();
  }

  private static Row one(String... columns) {
    return lake.runs().where("run_id = 'a'").columns(columns).fetch().iterator().next();
  }

  @Test
  void a_statement_takes_values_that_are_never_read_as_sql() {
    assertThat(lake.sql("SELECT run_id FROM runs WHERE run_id = ?", "a").fetch().rows())
        .containsExactly(List.of("a"));
    assertThat(
            lake.sql(
                    "SELECT '?' AS q, \"run_id\" /* ? */ FROM runs -- ?\n"
                        + "WHERE run_id IN ? AND sharpe > ? AND $$?$$ <> e'\\'?' ORDER BY 2",
                    List.of("a", "b", "x"),
                    1)
                .fetch()
                .rows())
        .containsExactly(List.of("?", "a"), List.of("?", "b"));
    for (String hostile :
        List.of(
            "' OR true --",
            "a'; DROP TABLE runs; --",
            "\\",
            "?",
            "\n",
            "\uD83D\uDE80",
            "$$",
            "",
            "\0",
            "a\0'b\0")) {
      assertThat(lake.sql("SELECT ? AS v", hostile).fetch().rows())
          .containsExactly(List.of(hostile));
      assertThat(lake.sql("SELECT 1 FROM runs WHERE run_id = ?", hostile).fetch().rows()).isEmpty();
    }
    assertThat(
            lake.sql(
                    "SELECT ? + 1, ?, ?, ?, ?, ?, typeof(?), typeof(?), ?",
                    -41,
                    9007199254740993L,
                    true,
                    LocalDate.parse("2026-01-31"),
                    Instant.parse("2026-01-31T09:30:00.123456Z"),
                    Double.NaN,
                    1.5f,
                    ColumnType.TEXT,
                    null)
                .fetch()
                .rows()
                .getFirst())
        .startsWith(-40)
        .contains(
            9007199254740993L,
            true,
            LocalDate.parse("2026-01-31"),
            Instant.parse("2026-01-31T09:30:00.123456Z"),
            Double.NaN,
            "DOUBLE",
            "VARCHAR")
        .endsWith((Object) null);
    LocalDate early = LocalDate.of(-5, 1, 1);
    Instant late = Instant.parse("+12000-01-01T00:00:00.000001Z");
    assertThat(lake.sql("SELECT ?, ?, ? < ?", early, late, early, late).fetch().rows())
        .containsExactly(List.of(early, late, true));
    assertThatThrownBy(() -> lake.sql("SELECT ?", Instant.MAX).fetch())
        .hasMessageEndingWith("is no time of a lake: those are microseconds in 64 bits");
    assertThat(lake.sql("SELECT run_id FROM runs WHERE run_id IN ?", Set.of()).fetch().rows())
        .isEmpty();
    assertThat(lake.sql("SELECT len(?)", List.of(1, 2)).fetch().rows())
        .containsExactly(List.of(2L));
    assertThat(
            lake.sql("FROM (PIVOT (SELECT run_id FROM runs WHERE run_id <> ?) ON run_id)", "a")
                .fetch()
                .columns())
        .extracting(Column::name)
        .containsExactly("b", "c");
  }

  @Test
  void no_runs_have_no_rows() {
    assertThat(lake.equity().ofRuns(List.of()).fetch().rows()).isEmpty();
    assertThat(lake.trades().ofRuns(List.of()).count()).isZero();
    assertThat(lake.runs().where("run_id in ?", List.of()).fetch().rows()).isEmpty();
    assertThat(lake.runs().where("not run_id in ?", List.of()).fetch().rows()).hasSize(3);
  }

  @Test
  void values_that_are_none_or_too_few_or_too_many_are_told() {
    assertThatThrownBy(() -> lake.sql("SELECT ?, ?", 1).fetch())
        .hasMessage("no value is given for the '?' at position 11, only for the 1 before");
    assertThatThrownBy(() -> lake.sql("SELECT '?'", 1).fetch())
        .hasMessage("1 values are given, and the statement has 0 '?'");
    assertThatThrownBy(() -> lake.sql("SELECT ?").fetch())
        .hasMessageContaining("it has a parameter, for which there is no value");
    assertThatThrownBy(() -> lake.sql("SELECT ?", new Object()))
        .hasMessageContaining("not java.lang.Object");
  }

  @Test
  void values_are_got_by_the_names_of_their_columns() {
    Row row =
        one("run_id", "sharpe", "total_trades", "start_date", "timestamp", "params.fast", "params");

    assertThat(row.getString("run_id")).isEqualTo("a");
    assertThat(row.getDouble("sharpe")).isEqualTo(1.5);
    assertThat(row.getLong("total_trades")).isEqualTo(2);
    assertThat(row.getInt("total_trades")).isEqualTo(2);
    assertThat(row.getDate("start_date")).isEqualTo("2024-10-01");
    assertThat(row.getInstant("timestamp")).isEqualTo("2024-11-05T10:00:00Z");
    assertThat(row.getLong("params.fast")).isEqualTo(10);
    assertThat(row.getDouble("params.fast")).isEqualTo(10);
    assertThat(row.getBigDecimal("sharpe")).isEqualByComparingTo("1.5");
    assertThat(row.getString("start_date")).isEqualTo("2024-10-01");
    assertThat(row.getMap("params")).isEqualTo(Map.of("fast", 10L, "slow", "20"));
    assertThat(row.isNull("sharpe")).isFalse();
    assertThat(row).hasSize(7).startsWith("a", 1.5);
  }

  @Test
  void null_is_no_number_unless_one_is_given_in_its_place() {
    Row row = lake.runs().where("run_id = ?", "c").fetch().iterator().next();

    assertThat(row.isNull("sharpe")).isTrue();
    assertThat(row.getString("strategy")).isNull();
    assertThat(row.getDouble("sharpe", Double.NaN)).isNaN();
    assertThat(row.getLong("total_trades", -1)).isEqualTo(-1);
    assertThatThrownBy(() -> row.getDouble("sharpe"))
        .isInstanceOf(LakeException.class)
        .hasMessage("'sharpe' is NULL in this row, which is no double: ask isNull first");
  }

  @Test
  void what_a_value_is_not_is_said_with_its_column() {
    assertThatThrownBy(() -> one("sharpe").getLong("sharpe"))
        .hasMessage("'sharpe' is no whole number of 64 bits in this row, but Double 1.5");
    assertThatThrownBy(() -> one("run_id").getDouble("run_id"))
        .hasMessage("'run_id' is no number in this row, but String a");
    assertThatThrownBy(() -> one("start_date").getInstant("start_date"))
        .hasMessageContaining("'start_date' is no instant");
    assertThatThrownBy(() -> one("run_id", "sharpe").getDouble("sharp"))
        .hasMessage("no column 'sharp' in this answer; did you mean 'sharpe'?");
    assertThatThrownBy(() -> one("run_id", "sharpe").getDouble("calmar"))
        .hasMessage("no column 'calmar' in this answer; it has run_id, sharpe");
  }

  record Best(String runId, double sharpe, long fast, Optional<LocalDate> start_date) {}

  @Test
  void rows_are_records() {
    List<Best> best =
        lake.runs()
            .where("sharpe > 1")
            .orderBy("sharpe desc")
            .columns("run_id", "sharpe", "params.fast", "start_date")
            .fetch(Best.class);

    assertThat(best)
        .containsExactly(
            new Best("b", 2.5, 9007199254740993L, Optional.of(LocalDate.of(2024, 10, 1))),
            new Best("a", 1.5, 10, Optional.of(LocalDate.of(2024, 10, 1))));
  }

  record Group(@Nullable String strategy, @Nullable Double mean, int count) {}

  @Test
  void groups_are_records_and_what_is_missing_is_null_or_an_error() {
    assertThat(lake.stats("sharpe").by("strategy").fetch(Group.class))
        .containsExactly(new Group("macd", 2.0, 2), new Group(null, null, 0));
    record Sharpe(double sharpe) {}
    assertThatThrownBy(() -> lake.runs().fetch(Sharpe.class))
        .hasMessageStartingWith("'sharpe' is NULL in this row");
    record Sharp(double sharp) {}
    assertThatThrownBy(() -> lake.runs().fetch(Sharp.class))
        .hasMessage("the answer has no column for Sharp.sharp; did you mean 'sharpe'?");
  }

  enum Stage {
    BACKTEST,
    RESEARCH
  }

  @Test
  void components_may_be_enums_and_exact_numbers() {
    record Typed(@Nullable Stage stage, BigInteger fast, Number sharpe) {}
    assertThat(
            lake.runs()
                .where("run_id = 'b'")
                .columns("stage", "params.fast", "sharpe")
                .fetch(Typed.class))
        .containsExactly(new Typed(Stage.BACKTEST, new BigInteger("9007199254740993"), 2.5));
    record Wrong(LocalDate run_id) {}
    assertThatThrownBy(() -> lake.runs().fetch(Wrong.class))
        .hasMessage("Wrong.run_id: 'a' is no LocalDate in this row");
  }

  @Test
  void rows_are_streamed() {
    try (Rows rows = lake.runs().orderBy("run_id").stream();
        Stream<Row> stream = rows.stream()) {
      assertThat(stream.map(row -> row.getString("run_id"))).containsExactly("a", "b", "c");
    }
    try (Rows rows = lake.sql("SELECT 1 AS one, 'x' AS text").stream()) {
      for (Row row : rows) {
        assertThat(row.getInt("one")).isEqualTo(1);
        assertThat(row.getString("text")).isEqualTo("x");
      }
    }
    assertThat(lake.versions().stream().map(version -> version.getString("action")))
        .startsWith("tag", "ingest")
        .endsWith("create");
  }

  @Test
  void a_value_is_bound_and_never_read_as_a_filter() {
    assertThat(ids("run_id = ?", "a")).containsExactly("a");
    assertThat(ids("run_id = ?", "a' or run_id <> '")).isEmpty();
    assertThat(ids("sharpe > ? and run_id <> ?", 1, "b")).containsExactly("a");
    assertThat(ids("sharpe between ? and ?", 2.0, new BigDecimal("2.5"))).containsExactly("b");
    assertThat(ids("params.fast = ?", 9007199254740993L)).containsExactly("b");
    assertThat(ids("params.fast = ?", 9007199254740992L)).isEmpty();
    assertThat(ids("params.fast = ?", "quick")).containsExactly("c");
    assertThat(ids("meta.live = ?", true)).containsExactly("a");
    assertThat(ids("start_date = ?", LocalDate.of(2024, 10, 1))).containsExactly("a", "b");
    assertThat(ids("timestamp <= ?", Instant.parse("2024-11-05T10:00:00Z")))
        .containsExactly("a", "b");
    assertThat(ids("timestamp < ?", Instant.parse("2024-11-05T10:00:00Z"))).isEmpty();
    assertThat(ids("run_id like ?", "_")).containsExactly("a", "b", "c");
    assertThat(lake.stats("sharpe").where("run_id = ?", "b").having("mean > ?", 2).fetch().rows())
        .hasSize(1);
    assertThat(lake.audit().deeds().where("action = ?", "tag").fetch().rows()).hasSize(1);
  }

  @Test
  void a_collection_is_bound_behind_in() {
    assertThat(ids("run_id in ?", List.of("a", "c"))).containsExactly("a", "c");
    assertThat(ids("run_id in (?)", Set.of("b"))).containsExactly("b");
    assertThat(ids("run_id in (?, ?)", "b", "c")).containsExactly("b", "c");
    assertThat(ids("run_id in ?", List.of())).isEmpty();
    assertThat(ids("not run_id in ?", List.of())).containsExactly("a", "b", "c");
    assertThatThrownBy(() -> ids("run_id = ?", List.of("a")))
        .hasMessageContaining("a collection stands for the values of 'in ?'");
  }

  @Test
  void what_is_bound_fits_its_question_marks() {
    assertThatThrownBy(() -> ids("run_id = ?")).hasMessageContaining("unexpected '?'");
    assertThatThrownBy(() -> ids("run_id = ? or run_id = ?", "a"))
        .hasMessageContaining("no value is given for this '?', only for the 1 before");
    assertThatThrownBy(() -> ids("run_id = ?", "a", "b"))
        .hasMessageContaining("2 values are given for 1 '?'");
    assertThatThrownBy(() -> ids("run_id = ?", (Object) null))
        .hasMessage("nothing compares with null: write 'is null'");
    assertThatThrownBy(() -> ids("sharpe = ?", Double.NaN))
        .hasMessage("nothing compares with NaN: write 'is nan'");
    assertThatThrownBy(() -> ids("sharpe = ?", new Object()))
        .hasMessageContaining("not with java.lang.Object");
  }

  private static List<@Nullable String> ids(String condition, @Nullable Object... values) {
    return lake.runs().where(condition, values).orderBy("run_id").fetch().stream()
        .map(row -> row.getString("run_id"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "params.fast, params.slow, params.risk, params.wide, meta.live, tags.owner, params, meta",
        "length(run_id), sharpe * 2, lower(strategy), round(sharpe), run_id, timestamp, start_date",
        "abs(total_trades), metrics.sharpe, overflow"
      })
  void the_type_of_a_column_is_that_of_its_values(String columns) {
    assertTyped(lake.runs().columns(columns).fetch());
  }

  @Test
  void the_types_of_all_tables_and_of_statistics_are_those_of_their_values() {
    for (Result result :
        List.of(
            lake.runs().fetch(),
            lake.trades().fetch(),
            lake.equity().fetch(),
            lake.artifacts().fetch(),
            lake.ingests().fetch(),
            lake.versions(),
            lake.rejects(),
            lake.tags(AsOf.latest()),
            lake.stats("sharpe", "params.fast").by("strategy", "params.slow").fetch())) {
      assertTyped(result);
    }
  }

  @Test
  void the_types_of_sql_are_those_of_its_values() {
    Result result =
        lake.sql(
                """
                SELECT 1 AS a, 1::BIGINT AS b, 1::HUGEINT AS c, 170141183460469231731687303715::HUGEINT AS d,
                1.5::DECIMAL(9,2) AS e, 1.5::DOUBLE AS f, 1.5::FLOAT AS g, true AS h, 'x' AS i,
                DATE '2024-01-01' AS j, TIMESTAMP '2024-01-01 00:00:00' AS k, TIME '12:00' AS l,
                [1, 2] AS m, {'a': 1} AS n, map {'a': 1} AS o, uuid() AS p, INTERVAL 1 DAY AS q,
                1::UTINYINT AS r, 18446744073709551615::UBIGINT AS s, 4294967295::UINTEGER AS t,
                'a'::BLOB AS u, '{}'::JSON AS v, 'x'::ENUM('x') AS w, NULL AS x, sum(1) AS y
                """)
            .fetch();

    assertTyped(result);
    assertThat(result.columns())
        .filteredOn(column -> column.type() == ColumnType.VALUE)
        .extracting(Column::name)
        .containsExactly("c", "d", "e", "l", "m", "n", "o", "s", "x", "y");
  }

  private static void assertTyped(Result result) {
    Set<String> wrong = new HashSet<>();
    for (List<@Nullable Object> row : result.rows()) {
      for (int i = 0; i < row.size(); i++) {
        Column column = result.columns().get(i);
        Object value = row.get(i);
        if (value != null && !CLASSES.getOrDefault(column.type(), Object.class).isInstance(value)) {
          wrong.add(column + " has " + value.getClass().getSimpleName());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}
