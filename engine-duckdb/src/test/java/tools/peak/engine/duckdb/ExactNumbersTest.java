package tools.peak.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static tools.peak.fixtures.lake.TestRun.run;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.lake.TestLake;
import tools.peak.fixtures.lake.TestRun;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.TableQuery;

/** Whole numbers that no double holds are compared and ordered as what they are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExactNumbersTest {
  private static final List<String> SEEDS =
      List.of(
          "-9223372036854775808",
          "-9007199254740993",
          "-9007199254740992",
          "0",
          "7",
          "9007199254740991",
          "9007199254740992",
          "9007199254740993",
          "9007199254740994",
          "9223372036854775806",
          "9223372036854775807",
          "18446744073709551614",
          "18446744073709551615");

  private TestLake lake;

  @BeforeAll
  void a_lake(@TempDir Path folder) throws SQLException {
    lake = new TestLake(folder);
    List<TestRun> runs = new ArrayList<>();
    for (String seed : SEEDS) {
      TestRun run = run(seed).tag("seed", seed);
      run.params.put("seed", new TestRun.Typed("int", seed, Double.valueOf(seed)));
      run.params.put("fixed", new TestRun.Typed("int", SEEDS.get(7), 0x1p53));
      runs.add(run);
    }
    runs.add(run("nan").param("seed", Double.NaN));
    runs.add(run("none"));
    Collections.shuffle(runs, new Random(7));
    lake.commit(runs);
  }

  @AfterAll
  void close() throws SQLException {
    lake.close();
  }

  private List<String> ids(TableQuery query) {
    return query.columns("run_id").orderBy("run_id").fetch().rows().stream()
        .map(row -> String.valueOf(row.getFirst()))
        .toList();
  }

  private static List<String> where(String literal, IntPredicate holds) {
    return SEEDS.stream()
        .filter(seed -> holds.test(new BigDecimal(seed).compareTo(new BigDecimal(literal))))
        .sorted()
        .toList();
  }

  @Test
  void every_relation_tells_neighbours_apart() {
    List<String> literals = new ArrayList<>(SEEDS);
    literals.addAll(List.of("9007199254740992.5", "1e19", "-1e16", "9007199254740993.0"));
    for (String literal : literals) {
      for (String name : List.of("params.seed", "tags.seed")) {
        assertHolds(name, "=", literal, order -> order == 0);
        assertHolds(name, "<>", literal, order -> order != 0);
        assertHolds(name, "<", literal, order -> order < 0);
        assertHolds(name, "<=", literal, order -> order <= 0);
        assertHolds(name, ">", literal, order -> order > 0);
        assertHolds(name, ">=", literal, order -> order >= 0);
      }
    }
  }

  private void assertHolds(String name, String relation, String literal, IntPredicate holds) {
    String filter = name + " " + relation + " " + literal;
    assertThat(ids(lake.queries().runs().where(filter)))
        .as(filter)
        .isEqualTo(where(literal, holds));
    String other = "not (" + literal + " " + mirrored(relation) + " " + name + ")";
    assertThat(ids(lake.queries().runs().where(other)))
        .as(other)
        .isEqualTo(where(literal, order -> !holds.test(order)));
  }

  private static String mirrored(String relation) {
    return switch (relation) {
      case "<" -> ">";
      case "<=" -> ">=";
      case ">" -> "<";
      case ">=" -> "<=";
      default -> relation;
    };
  }

  @Test
  void lists_ranges_and_other_parameters_too() {
    assertThat(ids(lake.queries().runs().where("params.seed in (7, 9007199254740993)")))
        .containsExactly("7", "9007199254740993");
    assertThat(
            ids(
                lake.queries()
                    .runs()
                    .where("params.seed between 9007199254740993 and 9223372036854775806")))
        .containsExactly("9007199254740993", "9007199254740994", "9223372036854775806");
    assertThat(ids(lake.queries().runs().where("params.seed < params.fixed and params.seed > 7")))
        .containsExactly("9007199254740991", "9007199254740992");
  }

  @Test
  void order_and_pages_go_by_them() {
    for (boolean descending : new boolean[] {false, true}) {
      List<String> expected = new ArrayList<>(SEEDS);
      if (descending) {
        Collections.reverse(expected);
      }
      expected.addAll(List.of("nan", "none"));
      TableQuery query =
          lake.queries()
              .runs()
              .columns("run_id")
              .orderBy("params.seed" + (descending ? " desc" : ""))
              .limit(4);
      List<String> seen = new ArrayList<>();
      Result page = query.fetch();
      page.rows().forEach(row -> seen.add(String.valueOf(row.getFirst())));
      while (page.next().isPresent()) {
        page = query.after(page.next().get()).fetch();
        page.rows().forEach(row -> seen.add(String.valueOf(row.getFirst())));
      }
      assertThat(seen).containsExactlyElementsOf(expected);
    }
  }
}
