package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.ingest.IngestResult;
import tools.peak.lake.retention.PlannedRun;
import tools.peak.lake.retention.PlannedRun.Action;
import tools.peak.lake.retention.Retention;
import tools.peak.lake.retention.RetentionPlan;
import tools.peak.lake.schema.LakeTable;

/** What a policy takes, what it must never take, and that it comes back. */
final class RetentionTest {
  private static final List<LakeTable> CHILDREN =
      List.of(LakeTable.TRADES, LakeTable.EQUITY, LakeTable.ARTIFACTS);

  @TempDir Path dir;
  private Path results;
  private Lake lake;
  private Instant now;

  @BeforeEach
  void open() {
    results = dir.resolve("results");
    lake = Lake.openOrCreate(dir.resolve("lake"));
    now = Instant.parse("2030-01-01T00:00:00Z");
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private Chain run(String runId, String stage, String day) {
    return Chain.of(runId)
        .meta("stage", Chain.quoted(stage))
        .meta("timestamp", Chain.quoted(day + "T12:00:00Z"))
        .equity(3)
        .trades(2);
  }

  private void write(Chain run, String runId) {
    Path _ = run.writeTo(results.resolve(runId));
  }

  private Retention retention() {
    return lake.retention();
  }

  private void policy(String toml) {
    int _ = retention().policy().set("rules.toml", toml);
  }

  private List<String> ids() {
    return List.copyOf(Probe.runs(lake).keySet());
  }

  private List<String> ids(LakeTable table) {
    return Probe.rows(lake, table).stream()
        .map(row -> String.valueOf(row.get("run_id")))
        .distinct()
        .sorted()
        .toList();
  }

  private static Map<String, Action> actions(RetentionPlan plan) {
    return plan.runs().stream()
        .collect(java.util.stream.Collectors.toMap(PlannedRun::runId, PlannedRun::action));
  }

  private static List<String> reasons(RetentionPlan plan, String runId) {
    return plan.runs().stream()
        .filter(run -> run.runId().equals(runId))
        .map(PlannedRun::reason)
        .toList();
  }

  private void threeStages() {
    write(run("old_bt", "backtest", "2028-01-01"), "old_bt");
    write(run("new_bt", "backtest", "2029-12-01"), "new_bt");
    write(run("old_rs", "research", "2029-06-01"), "old_rs");
    write(run("new_rs", "research", "2029-12-01"), "new_rs");
    write(run("old_live", "live", "2020-01-01"), "old_live");
    write(run("other", "paper", "2020-01-01"), "other");
    assertThat(Probe.ingest(lake, results).added()).isEqualTo(6);
  }

  @Test
  void a_new_lake_keeps_backtests_a_year_research_three_months_and_live_runs_for_ever() {
    threeStages();
    lake.tag("old_bt", "owner", "ann");
    long before = lake.version();

    RetentionPlan plan = retention().plan(now, false);

    assertThat(lake.version()).as("a plan is no version").isEqualTo(before);
    assertThat(plan.taken().stream().map(PlannedRun::runId))
        .containsExactlyInAnyOrder("old_bt", "old_rs");
    assertThat(plan.unmatched()).isEqualTo(1);
    assertThat(plan.byRule().stream().map(RetentionPlan.Taken::rule))
        .containsExactly("backtest", "research", "live");
    assertThat(plan.taken()).allSatisfy(run -> assertThat(run.bytes()).isPositive());

    Retention.Applied applied = retention().apply(plan.id());

    assertThat(applied.purged()).isEqualTo(2);
    assertThat(applied.version()).isEqualTo(before + 1).isEqualTo(lake.version());
    assertThat(ids()).containsExactly("new_bt", "new_rs", "old_live", "other");
    for (LakeTable table : CHILDREN) {
      assertThat(ids(table)).containsExactly("new_bt", "new_rs", "old_live", "other");
    }
    assertThat(lake.tags(AsOf.latest()).rows()).isEmpty();
    assertThat(lake.tags(AsOf.version(before)).rows()).hasSize(1);
    assertThat(lake.runs().asOf(AsOf.version(before)).count()).isEqualTo(6);
    assertThat(lake.verify().findings()).isEmpty();
  }

  @Test
  void the_folders_of_purged_runs_stay_and_do_not_come_back_by_themselves() {
    threeStages();
    retention().apply(retention().plan(now, false).id());

    IngestResult again = Probe.ingest(lake, results);

    assertThat(again.purged()).isEqualTo(2);
    assertThat(again.added()).isZero();
    assertThat(results.resolve("old_bt")).exists();
    IngestResult wanted =
        lake.ingest(
            List.of(results),
            Probe.OPTIONS.withRestorePurged(true),
            tools.peak.lake.ingest.IngestListener.NONE);
    assertThat(wanted.added()).isEqualTo(2);
  }

  @Test
  void undo_brings_back_exactly_what_the_plan_took_also_after_a_second_plan() {
    threeStages();
    lake.tag("old_bt", "owner", "ann");
    Map<String, Map<String, @Nullable Object>> before = Probe.runs(lake);
    List<List<@Nullable Object>> tags = lake.tags(AsOf.latest()).rows();
    int trades = Probe.rows(lake, LakeTable.TRADES).size();
    String first = retention().plan(now, false).id();
    retention().apply(first);
    retention().apply(retention().planDelete(List.of("other"), "made in error", false).id());

    Retention.Restored restored = retention().undo(first);

    assertThat(restored.restored()).isEqualTo(2);
    assertThat(ids()).doesNotContain("other").hasSize(5);
    retention().undo(retention().newestApplied().orElseThrow());
    assertThat(Probe.runs(lake)).hasToString(before.toString());
    assertThat(lake.tags(AsOf.latest()).rows()).isEqualTo(tags);
    assertThat(Probe.rows(lake, LakeTable.TRADES)).hasSize(trades);
    assertThat(lake.verify().findings()).isEmpty();
    IngestResult again = Probe.ingest(lake, results);
    assertThat(again.unchanged()).isEqualTo(6);
    assertThat(again.purged()).isZero();
  }

  @Test
  void a_run_that_is_back_already_stays_and_is_counted() {
    threeStages();
    String plan = retention().plan(now, false).id();
    retention().apply(plan);
    var _ =
        lake.ingest(
            List.of(results.resolve("old_bt")),
            Probe.OPTIONS.withRestorePurged(true),
            tools.peak.lake.ingest.IngestListener.NONE);

    Retention.Restored restored = retention().undo(plan);

    assertThat(restored.restored()).isEqualTo(1);
    assertThat(restored.present()).isEqualTo(1);
    assertThat(ids()).hasSize(6);
    assertThat(ids(LakeTable.TRADES)).hasSize(6);
    assertThatThrownBy(() -> retention().undo(plan)).hasMessageContaining("was taken back");
  }

  @Test
  void a_plan_is_applied_as_it_was_shown_or_refused_with_what_moved() {
    threeStages();
    RetentionPlan plan = retention().plan(now, false);
    write(run("late", "backtest", "2027-01-01"), "late");
    Probe.ingest(lake, results);

    assertThatThrownBy(() -> retention().apply(plan.id()))
        .isInstanceOf(LakeException.class)
        .hasMessageContaining("1 more would go now, such as late");
    assertThat(ids()).hasSize(7);

    RetentionPlan next = retention().plan(now, false);
    lake.tag("late", "owner", "ann");
    assertThat(retention().apply(next.id()).purged()).as("a tag changes no plan").isEqualTo(3);
    assertThatThrownBy(() -> retention().apply(next.id())).hasMessageContaining("was applied");
    assertThatThrownBy(() -> retention().apply("nonsense")).hasMessage("no plan nonsense");
  }

  @Test
  void keeping_stats_keeps_the_row_and_takes_what_hangs_on_it() {
    policy(
        """
        [[retention]]
        name = "thin"
        stage = "research"
        older_than = "30d"
        keep = "stats"
        """);
    threeStages();
    Map<String, Map<String, @Nullable Object>> before = Probe.runs(lake);

    RetentionPlan plan = retention().plan(now, false);
    assertThat(actions(plan)).containsEntry("old_rs", Action.STRIP);
    assertThat(retention().apply(plan.id()).stripped()).isEqualTo(2);

    assertThat(Probe.runs(lake)).hasToString(before.toString());
    for (LakeTable table : CHILDREN) {
      assertThat(ids(table)).doesNotContain("old_rs", "new_rs").hasSize(4);
    }
    assertThat(Probe.ingest(lake, results).unchanged()).isEqualTo(6);
    assertThat(ids(LakeTable.TRADES)).hasSize(4);
    assertThat(retention().plan(now, false).taken()).as("they are stripped already").isEmpty();
    assertThat(retention().undo(plan.id()).restored()).isEqualTo(2);
    assertThat(ids(LakeTable.EQUITY)).hasSize(6);
    RetentionPlan again = retention().plan(now, false);
    retention().apply(again.id());
    var _ =
        lake.ingest(
            List.of(results),
            Probe.OPTIONS.withRestorePurged(true),
            tools.peak.lake.ingest.IngestListener.NONE);
    assertThat(ids(LakeTable.TRADES)).hasSize(6);
    assertThat(ids()).hasSize(6);
    assertThat(lake.verify().findings()).isEmpty();
  }

  @Test
  void the_best_of_each_strategy_stay_whole_and_nan_is_never_among_them() {
    policy(
        """
        [[retention]]
        name = "best"
        where = "strategy is not null"
        older_than = "1d"
        except_top = { n = 1, by = "sharpe desc", per = "strategy" }
        """);
    for (String[] run :
        new String[][] {
          {"a1", "a", "1.0"}, {"a2", "a", "2.0"}, {"a3", "a", "\"NaN\""},
          {"b1", "b", "\"NaN\""}, {"b2", "b", "-5"}, {"b3", "b", "\"-Infinity\""},
          {"c1", "c", "1"}, {"c2", "c", "1"}
        }) {
      write(
          run(run[0], "backtest", "2029-01-01")
              .meta("strategy", Chain.quoted(run[1]))
              .stat("sharpe", run[2]),
          run[0]);
    }
    Probe.ingest(lake, results);

    RetentionPlan plan = retention().plan(now, false);

    assertThat(plan.runs().stream().filter(run -> run.action() == Action.KEEP))
        .extracting(PlannedRun::runId)
        .containsExactlyInAnyOrder("a2", "b2", "c1");
    assertThat(reasons(plan, "a2")).containsExactly("top of its strategy");
  }

  @Test
  void a_share_is_rounded_up_and_a_younger_run_counts_among_the_best() {
    policy(
        """
        [[retention]]
        name = "best"
        older_than = "30d"
        except_top = { percent = 34, by = "sharpe desc" }
        """);
    write(run("young", "backtest", "2029-12-30").stat("sharpe", "9"), "young");
    write(run("good", "backtest", "2029-01-01").stat("sharpe", "8"), "good");
    write(run("bad", "backtest", "2029-01-01").stat("sharpe", "1"), "bad");
    Probe.ingest(lake, results);

    assertThat(actions(retention().plan(now, false)))
        .isEqualTo(Map.of("good", Action.KEEP, "bad", Action.PURGE));
  }

  @Test
  void held_undated_and_future_runs_stay_and_the_plan_says_why() {
    policy(
        """
        [[retention]]
        name = "all"
        older_than = "45d"
        """);
    threeStages();
    write(run("undated", "backtest", "2029-01-01").withoutMeta("timestamp"), "undated");
    write(run("future", "backtest", "2031-01-01"), "future");
    Probe.ingest(lake, results);
    retention().hold(List.of("old_bt"), "audit", "ann");

    RetentionPlan plan = retention().plan(now, false);

    assertThat(reasons(plan, "old_bt")).containsExactly("held");
    assertThat(reasons(plan, "undated")).containsExactly("no timestamp");
    assertThat(reasons(plan, "future")).containsExactly("dated in the future");
    retention().apply(plan.id());
    assertThat(ids()).containsExactly("future", "new_bt", "new_rs", "old_bt", "undated");
    assertThat(lake.sql("SELECT run_id, reason, set_by FROM holds").fetch().rows())
        .containsExactly(List.of("old_bt", "audit", "ann"));
  }

  @Test
  void a_held_run_is_neither_deleted_nor_replaced_until_it_is_released() {
    threeStages();
    retention().hold(List.of("new_bt"), "audit", "ann");
    RetentionPlan plan = retention().planDelete("stage = 'backtest'", "tidy", false);
    assertThat(actions(plan)).containsEntry("new_bt", Action.KEEP);
    retention().apply(plan.id());
    assertThat(ids()).contains("new_bt").doesNotContain("old_bt");

    write(run("new_bt", "backtest", "2029-12-01").stat("sharpe", "77"), "new_bt");
    IngestResult result = Probe.ingest(lake, results.resolve("new_bt"));
    assertThat(result.held()).isEqualTo(1);
    assertThat(result.replaced()).isZero();

    assertThat(retention().release(List.of("new_bt"))).isEqualTo(1);
    assertThat(Probe.ingest(lake, results.resolve("new_bt")).replaced()).isEqualTo(1);
    assertThat(Probe.run(lake, "new_bt")).containsEntry("sharpe", 77.0);
    assertThatThrownBy(() -> retention().hold(List.of("nobody"), "audit", "ann"))
        .hasMessageContaining("no run nobody");
    assertThatThrownBy(() -> retention().hold(List.of("new_bt"), " ", "ann"))
        .hasMessageContaining("needs a reason");
  }

  @Test
  void rules_are_read_in_order_and_never_decides() {
    policy(
        """
        [[retention]]
        name = "live"
        stage = "live"
        older_than = "never"
        [[retention]]
        name = "tagged"
        tag = "keep=short"
        older_than = "1d"
        [[retention]]
        name = "rest"
        older_than = "10y"
        """);
    threeStages();
    lake.tag("new_rs", "keep", "short");
    lake.tag("old_live", "keep", "short");

    assertThat(actions(retention().plan(now, false))).isEqualTo(Map.of("new_rs", Action.PURGE));
  }

  @Test
  void what_would_take_everything_and_a_clock_behind_the_lake_are_refused() {
    threeStages();
    policy("[[retention]]\nname = \"all\"\nolder_than = \"0d\"\n");
    assertThatThrownBy(() -> retention().plan(now, false))
        .hasMessageContaining("every run of the lake");
    assertThat(retention().plan(now, true).taken()).hasSize(6);
    assertThatThrownBy(() -> retention().planDelete("true = true or run_id is not null", "", false))
        .isInstanceOf(LakeException.class);
    assertThatThrownBy(() -> retention().plan(Instant.parse("2020-01-01T00:00:00Z"), false))
        .hasMessageContaining("set the clock right");
    policy("");
    assertThatThrownBy(() -> retention().plan(now, false)).hasMessageContaining("has no rules");
  }

  @Test
  void a_wrong_policy_is_one_line_with_its_line_and_the_lake_keeps_its_own() {
    String[][] wrong = {
      {
        "[[retention]]\nname = \"a\"\nolder_than = \"3 months\"\n", "rules.toml: line 3: '3 months'"
      },
      {"[[retention]]\nolder_than = \"3mo\"\n", "line 1: a rule needs a name"},
      {"\n[[retention]]\nname = \"a\"\n", "line 2: a rule needs older_than"},
      {"[[retention]]\nname = \"a\"\nolder_then = \"3mo\"\n", "line 3: a rule has no 'older_then'"},
      {"[[retention]]\nname = \"a\"\nolder_than = \"1y\"\nkeep = \"all\"\n", "line 4: 'all'"},
      {"[[retention]]\nname = \"a\nolder_than = \"1y\"\n", "line 2: this is no TOML"},
      {"[[retention]]\nname = \"a\"\nolder_than = \"1y\"\nwhere = \"sharp > 1\"\n", "rule 'a': "},
      {
        "[[retention]]\nname = \"a\"\nolder_than = \"1y\"\nexcept_top = { n = 0, by = \"x\" }\n",
        "line 4: except_top needs n"
      },
      {
        """
        [[retention]]
        name = "a"
        older_than = "1y"
        [[retention]]
        name = "a"
        older_than = "1y"
        """,
        "line 5: another rule has the name 'a'"
      }
    };
    threeStages();
    for (String[] text : wrong) {
      assertThatThrownBy(() -> retention().policy().set("rules.toml", text[0]))
          .isInstanceOf(LakeException.class)
          .hasMessageContaining(text[1])
          .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSize(1));
    }
    assertThat(retention().policy().read().rules()).hasSize(3);
  }

  @Test
  void settings_keep_their_format_line() throws IOException {
    policy("[[retention]]\nname = \"a\"\nolder_than = \"1y\"\n");
    assertThat(Files.readString(lake.path().resolve("peak.toml")))
        .contains("format = ")
        .contains("name = \"a\"")
        .doesNotContain("research");
    lake.close();
    lake = Lake.open(dir.resolve("lake"));
    assertThat(lake.retention().policy().read().rules()).hasSize(1);
  }
}
