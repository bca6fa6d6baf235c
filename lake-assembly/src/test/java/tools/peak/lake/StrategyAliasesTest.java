package tools.peak.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.compare.Pairs;
import tools.peak.lake.query.Result;
import tools.peak.lake.retention.PlannedRun;
import tools.peak.lake.retention.RetentionPlan;

/** A strategy that got another name stays one: two runs of the old name, two of the new. */
final class StrategyAliasesTest {
  private static final String RENAMED =
      "[strategy.crossover]\ntier = \"core\"\naliases = [\"ma_cross\"]\n";

  @TempDir private Path folder;
  private Lake lake;

  @BeforeEach
  void load() throws IOException {
    lake = Lake.openOrCreate(folder.resolve("lake"));
    write("old_1", "ma_cross", "1");
    write("old_2", "ma_cross", "2");
    write("new_1", "crossover", "3");
    write("new_2", "crossover", "6");
    write("other", "macd", "9");
    var _ = Probe.ingest(lake, Probe.OPTIONS, folder.resolve("results"));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private void write(String run, String strategy, String sharpe) throws IOException {
    Chain.of(run)
        .meta("strategy", '"' + strategy + '"')
        .stat("sharpe", sharpe)
        .writeTo(folder.resolve("results").resolve(run));
  }

  private int load(String toml) throws IOException {
    Path file = folder.resolve("strategies.toml");
    Files.writeString(file, toml);
    return lake.loadStrategies(file);
  }

  private static List<Object> column(Result result, int column) {
    return result.rows().stream().<Object>map(row -> row.get(column)).toList();
  }

  private List<Object> found(String where) {
    return column(lake.runs().where(where).columns("run_id").fetch(), 0);
  }

  @Test
  void its_runs_are_one_group_from_the_version_on_that_says_so() throws IOException {
    long before = lake.version();
    assertThat(load(RENAMED)).isEqualTo(1);

    assertThat(lake.stats("sharpe").by("strategy").agg("mean").fetch().rows())
        .containsExactly(List.of("crossover", 3.0, 4L, 0L), List.of("macd", 9.0, 1L, 0L));
    assertThat(column(lake.stats("sharpe").by("strategy").asOf(AsOf.version(before)).fetch(), 0))
        .containsExactly("crossover", "ma_cross", "macd");
    assertThat(
            lake.sql("SELECT strategy, count(*) FROM runs GROUP BY ALL ORDER BY 1").fetch().rows())
        .containsExactly(List.of("crossover", 4L), List.of("macd", 1L));
    assertThat(lake.verify().findings()).isEmpty();
  }

  @Test
  void either_name_finds_all_of_its_runs_and_the_recorded_one_those_that_bear_it()
      throws IOException {
    load(RENAMED);
    Object[] all = {"new_1", "new_2", "old_1", "old_2"};
    assertThat(found("strategy = 'crossover'")).containsExactly(all);
    assertThat(found("strategy = 'ma_cross'")).containsExactly(all);
    assertThat(found("strategy in ('ma_cross', 'x')")).containsExactly(all);
    assertThat(found("strategy <> 'ma_cross'")).containsExactly("other");
    assertThat(found("not strategy = 'crossover'")).containsExactly("other");
    assertThat(found("strategy like 'ma%'")).containsExactly("other");
    assertThat(found("recorded_strategy = 'ma_cross'")).containsExactly("old_1", "old_2");
    assertThat(column(lake.runs().where("strategy = ?", "ma_cross").fetch(), 0))
        .containsExactly(all);
  }

  @Test
  void a_run_keeps_the_name_that_it_was_loaded_with() throws IOException {
    String sql = "SELECT run_id, strategy, recorded_strategy FROM runs WHERE run_id = 'old_1'";
    assertThat(lake.runs().fetch().columns())
        .extracting("name")
        .doesNotContain("recorded_strategy");
    assertThat(lake.sql(sql).fetch().rows())
        .containsExactly(List.of("old_1", "ma_cross", "ma_cross"));
    load(RENAMED);
    assertThat(lake.runs().fetch().columns())
        .extracting("name")
        .containsSequence("run_id", "strategy", "recorded_strategy");
    assertThat(lake.sql(sql).fetch().rows())
        .containsExactly(List.of("old_1", "crossover", "ma_cross"));
    assertThat(
            lake.runs()
                .where("run_id = 'old_1'")
                .columns("*")
                .fetch()
                .iterator()
                .next()
                .getString("recorded_strategy"))
        .isEqualTo("ma_cross");
  }

  @Test
  void what_there_is_tells_the_strategy_once_with_its_aliases() throws IOException {
    load(RENAMED);
    assertThat(
            lake.inventory(AsOf.latest()).strategies().rows().stream()
                .map(row -> row.get(0) + " " + row.get(1) + " " + row.get(7)))
        .containsExactly("crossover 4 ma_cross", "macd 1 null");
    assertThat(lake.strategyAliases(AsOf.latest()).rows())
        .containsExactly(List.of("ma_cross", "crossover"));
  }

  @Test
  void a_folder_that_is_exported_tells_the_name_that_was_loaded() throws IOException {
    load(RENAMED);
    Path results = folder.resolve("results");
    Files.move(results, folder.resolve("gone"));
    Path again = folder.resolve("again");
    lake.folders().write(List.of("old_1"), AsOf.latest(), again, _ -> {});
    try (Lake other = Lake.openOrCreate(folder.resolve("other"))) {
      var _ = Probe.ingest(other, Probe.OPTIONS, again);
      assertThat(column(other.runs().columns("strategy").fetch(), 0)).containsExactly("ma_cross");
    }
  }

  @Test
  void rules_and_deletions_name_strategies_by_their_current_names() throws IOException {
    load(RENAMED);
    String rule = "[[retention]]\nname = \"r\"\nstrategy = \"ma_cross\"\nolder_than = \"1d\"\n";
    assertThatThrownBy(() -> lake.retention().policy().set("r.toml", rule))
        .hasMessage(
            "rule 'r': 'ma_cross' is an alias of 'crossover': write strategy = 'crossover' for all"
                + " of its runs, or recorded_strategy = 'ma_cross' for those that bear that name");
    assertThatThrownBy(
            () -> lake.retention().planDelete("strategy = 'ma_cross' and sharpe < 2", "x", false))
        .hasMessageContaining("'ma_cross' is an alias of 'crossover'");
    assertThat(lake.retention().planDelete("strategy = 'crossover'", "x", false).runs()).hasSize(4);
    assertThat(lake.retention().planDelete("recorded_strategy = 'ma_cross'", "x", false).runs())
        .hasSize(2);
  }

  @Test
  void the_best_of_each_strategy_are_those_of_all_its_names() throws IOException {
    load(RENAMED);
    lake.retention()
        .policy()
        .set(
            "r.toml",
            """
            [[retention]]
            name = "r"
            older_than = "1d"
            except_top = { n = 1, by = "sharpe desc", per = "strategy" }
            """);
    RetentionPlan plan = lake.retention().plan(true);
    assertThat(
            plan.runs().stream()
                .filter(run -> run.action() == PlannedRun.Action.KEEP)
                .map(run -> run.runId()))
        .containsExactlyInAnyOrder("new_2", "other");
  }

  @Test
  void runs_are_paired_and_compared_under_one_name() throws IOException {
    load(RENAMED);
    assertThat(
            Pairs.read(
                    lake.runs().where("run_id = 'old_1'"),
                    lake.runs().where("run_id = 'new_1'"),
                    List.of("strategy"),
                    List.of("sharpe"),
                    1)
                .differences())
        .hasEntrySatisfying("sharpe", difference -> assertThat(difference.pairs()).isEqualTo(1));
  }

  @Test
  void a_strategy_that_is_renamed_leaves_the_dimension_and_may_be_renamed_again()
      throws IOException {
    load("[strategy.ma_cross]\ntier = \"aux\"\n");
    load(RENAMED);
    assertThat(column(lake.sql("SELECT strategy FROM strategies").fetch(), 0))
        .containsExactly("crossover");
    assertThatThrownBy(() -> load("[strategy.newest]\naliases = [\"crossover\"]\n"))
        .hasMessageEndingWith(
            "line 2: 'crossover' has the alias 'ma_cross' of its own: make that one of 'newest',"
                + " too");
    load("[strategy.newest]\naliases = [\"crossover\", \"ma_cross\"]\n");
    assertThat(lake.stats("sharpe").by("strategy").agg("mean").fetch().rows())
        .containsExactly(List.of("macd", 9.0, 1L, 0L), List.of("newest", 3.0, 4L, 0L));
    assertThat(lake.verify().findings()).isEmpty();
  }

  @Test
  void a_later_file_can_take_an_alias_back_if_it_says_all() throws IOException {
    load(RENAMED);
    assertThatThrownBy(() -> load("[strategy.ma_cross]\ntier = \"aux\"\n"))
        .hasMessageEndingWith(
            "line 1: 'ma_cross' is an alias of 'crossover' by a file that was loaded before: name"
                + " [strategy.crossover] here too, with the aliases that it has now");
    assertThatThrownBy(() -> load("[strategy.macd]\naliases = [\"ma_cross\"]\n"))
        .hasMessageContaining("line 2: 'ma_cross' is an alias of 'crossover' by a file");
    load("[strategy.ma_cross]\ntier = \"aux\"\n[strategy.crossover]\n");
    assertThat(column(lake.stats("sharpe").by("strategy").fetch(), 0))
        .containsExactly("crossover", "ma_cross", "macd");
    load("[strategy.macd]\naliases = [\"ma_cross\"]\n");
    assertThat(column(lake.stats("sharpe").by("strategy").fetch(), 0))
        .containsExactly("crossover", "macd");
    assertThat(lake.verify().findings()).isEmpty();
  }

  @Test
  void a_name_is_the_same_in_both_spellings_of_unicode() throws IOException {
    write("nfd", "cafe\u0301", "1");
    write("nfc", "caf\u00e9", "2");
    var _ = Probe.ingest(lake, Probe.OPTIONS, folder.resolve("results"));
    load("[strategy.bar]\naliases = [\"caf\u00e9\"]\n");
    assertThat(found("strategy = 'bar'")).containsExactly("nfc", "nfd");
    assertThat(found("strategy = 'cafe\u0301'")).containsExactly("nfc", "nfd");
    assertThat(found("recorded_strategy = 'cafe\u0301'")).containsExactly("nfc", "nfd");
  }

  @Test
  void hostile_names_are_nothing_but_names() throws IOException {
    Stream<String> names = Stream.of("'); DROP TABLE runs; --", "$(id)", "%", "\uD83D\uDE80");
    for (String name : names.toList()) {
      write("odd", name, "1");
      var _ = Probe.ingest(lake, Probe.OPTIONS, folder.resolve("results"));
      load("[strategy.odd]\naliases = [\"" + name + "\"]\n");
      assertThat(found("strategy = 'odd'")).containsExactly("odd");
      assertThat(column(lake.sql("SELECT strategy FROM runs WHERE run_id = 'odd'").fetch(), 0))
          .containsExactly("odd");
    }
  }

  @Test
  void a_lake_of_an_older_peak_takes_aliases_too() throws IOException, SQLException {
    Path at = Files.createDirectory(folder.resolve("older"));
    try (Lake older = Lake.open(RelocatedLake.unpack("/lakes/format-2.zip", "/srv/lake", at))) {
      assertThat(older.strategyAliases(AsOf.latest()).rows()).isEmpty();
      long runs = older.runs().where("strategy is not null").count();
      Object name =
          older
              .runs()
              .where("strategy is not null")
              .columns("strategy")
              .fetch()
              .rows()
              .getFirst()
              .getFirst();
      Path file = folder.resolve("strategies.toml");
      Files.writeString(file, "[strategy.now]\naliases = ['" + name + "']\n", UTF_8);
      assertThat(older.loadStrategies(file)).isEqualTo(1);
      assertThat(runs).isPositive();
      assertThat(older.runs().where("strategy = 'now'").count()).isPositive();
      assertThat(older.runs().where("strategy = 'now'").asOf(AsOf.version(11)).count()).isZero();
      assertThat(older.verify().findings()).isEmpty();
    }
  }
}
