package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.ingest.IngestResult;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.MetricColumns;

final class MetricsTest {
  @TempDir Path temp;
  private Path results;
  private Lake lake;

  @BeforeEach
  void open() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    lake = Lake.openOrCreate(temp.resolve("lake"));
  }

  @AfterEach
  void close() {
    assertThat(lake.verify().findings()).isEmpty();
    lake.close();
  }

  private Map<String, @Nullable Object> load(Chain chain, String runId) {
    chain.writeTo(results.resolve(Integer.toString(runId.hashCode())));
    IngestResult result = Probe.ingest(lake, results);
    assertThat(Probe.rejects(lake)).isEmpty();
    assertThat(result.added() + result.replaced()).isEqualTo(1);
    return run(runId);
  }

  private Map<String, @Nullable Object> run(String runId) {
    Map<String, @Nullable Object> run = Probe.runs(lake).get(runId);
    return run == null ? Map.of() : run;
  }

  private Map<?, ?> overflow(String runId) {
    return run(runId).get("overflow") instanceof Map<?, ?> map ? map : Map.of();
  }

  private Set<String> columns() {
    return Probe.table(lake, LakeTable.RUNS).fields().stream()
        .map(field -> field.column().name())
        .collect(Collectors.toSet());
  }

  @Test
  void a_new_metric_is_a_column_and_earlier_runs_have_none_of_it() {
    load(Chain.bare("a").stat("sharpe", "1"), "a");
    load(Chain.bare("b").stat("sortino", "2"), "b");

    assertThat(run("a")).containsEntry("sharpe", 1.0).containsEntry("sortino", null);
    assertThat(run("b")).containsEntry("sharpe", null).containsEntry("sortino", 2.0);
  }

  @Test
  void a_replaced_run_leaves_its_metrics_to_the_others() {
    load(Chain.bare("a").stat("sharpe", "1"), "a");
    load(Chain.bare("b").stat("sharpe", "2"), "b");
    load(Chain.bare("a").stat("calmar", "3"), "a");

    assertThat(run("a")).containsEntry("calmar", 3.0).containsEntry("sharpe", null);
    assertThat(run("b")).containsEntry("sharpe", 2.0).containsEntry("calmar", null);
  }

  @Test
  void what_is_no_finite_number_survives_as_such() {
    load(
        Chain.bare("a")
            .stat("nan", "NaN")
            .stat("up", "Infinity")
            .stat("down", "-Infinity")
            .stat("none", "null")
            .stat("zero", "-0.0")
            .stat("tiny", "4.9e-324")
            .stat("huge", "1.7976931348623157e308"),
        "a");

    assertThat(run("a"))
        .containsEntry("nan", Double.NaN)
        .containsEntry("up", Double.POSITIVE_INFINITY)
        .containsEntry("down", Double.NEGATIVE_INFINITY)
        .containsEntry("zero", -0.0)
        .containsEntry("tiny", Double.MIN_VALUE)
        .containsEntry("huge", Double.MAX_VALUE)
        .doesNotContainKey("none");
  }

  @Test
  void a_numeric_string_is_its_number_and_keeps_its_text() {
    load(
        Chain.bare("a")
            .stat("count", "\"3\"")
            .stat("ratio", "\"1.5\"")
            .stat("flag", "true")
            .stat("word", "\"True\"")
            .stat("when", "\"2024-01-01 00:00:00+00:00\"")
            .stat("nat", "\"NaT\""),
        "a");

    assertThat(run("a"))
        .containsEntry("count", 3.0)
        .containsEntry("ratio", 1.5)
        .doesNotContainKeys("flag", "word", "when", "nat");
    assertThat(run("a").get("stats_text"))
        .isEqualTo(
            Map.of(
                "count", "3",
                "ratio", "1.5",
                "flag", "true",
                "word", "True",
                "when", "2024-01-01 00:00:00+00:00",
                "nat", "NaT"));
  }

  @Test
  void names_that_are_taken_or_no_names_for_a_column_overflow() {
    List<String> taken =
        List.of(
            "run_id",
            "Strategy",
            "TIMESTAMP",
            "meta",
            "overflow",
            "stats_text",
            "filename",
            "file_row_number",
            "rowid",
            "__duckdb_field_id",
            "",
            " ",
            "a.b",
            " padded",
            "quo\"te",
            "new\nline",
            "Sharpe",
            "x".repeat(200));
    Chain chain = Chain.bare("a").stat("sharpe", "0.5");
    for (int i = 0; i < taken.size(); i++) {
      chain.stat(taken.get(i), Integer.toString(i));
    }

    load(chain, "a");

    Map<String, Double> expected = new HashMap<>();
    for (int i = 0; i < taken.size(); i++) {
      expected.put(taken.get(i), (double) i);
    }
    assertThat(overflow("a")).isEqualTo(expected);
    assertThat(run("a")).containsEntry("sharpe", 0.5).containsEntry("run_id", "a");
  }

  @Test
  void odd_names_are_columns_all_the_same() {
    List<String> odd =
        List.of(
            "part",
            "i",
            "e",
            "month",
            "select",
            "table",
            "group by",
            "a'b",
            "back\\slash",
            "50%",
            "größe",
            "夏普",
            "π",
            "a/b",
            "{x}",
            "[y]",
            "a,b",
            "a;b--",
            "$1",
            "?",
            ":name",
            "key",
            "value",
            "p_stage",
            "stage_",
            "1",
            "-",
            "\uD83D\uDE80",
            "ma_crossover/5-20_return",
            "seq");
    Chain chain = Chain.bare("a");
    for (int i = 0; i < odd.size(); i++) {
      chain.stat(odd.get(i), Integer.toString(i));
    }

    load(chain, "a");

    for (int i = 0; i < odd.size(); i++) {
      assertThat(run("a")).containsEntry(odd.get(i), (double) i);
    }
    assertThat(overflow("a")).isEmpty();
    chain.stat("50%", "-1");
    load(chain, "a");
    assertThat(run("a")).as("also when rows are written again").containsEntry("50%", -1.0);
  }

  @Test
  void beyond_five_hundred_columns_metrics_overflow_and_none_is_lost() {
    int names = 1_200;
    Chain first = Chain.bare("a");
    Chain second = Chain.bare("b");
    for (int i = 0; i < names; i++) {
      (i % 2 == 0 ? first : second).stat("m" + i, Integer.toString(i));
    }
    load(first, "a");
    load(second, "b");

    assertThat(columns()).hasSize(LakeTable.RUNS.columns().size() + MetricColumns.MOST);
    for (int i = 0; i < names; i++) {
      String runId = i % 2 == 0 ? "a" : "b";
      Object column = run(runId).get("m" + i);
      assertThat(column == null ? overflow(runId).get("m" + i) : column).isEqualTo((double) i);
      if (i > 20 && i < names - 20) {
        i += 50; // reading all runs for each name would take a while
      }
    }
  }

  @Test
  void two_lakes_that_bring_new_metrics_at_once_lose_none() throws Exception {
    int passes = 6;
    try (Lake other = Lake.openOrCreate(lake.path());
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Boolean>> both =
          threads.invokeAll(List.of(loads(lake, "a", passes), loads(other, "b", passes)));
      for (Future<Boolean> one : both) {
        assertThat(one.get()).isTrue();
      }
    }

    Map<String, Map<String, @Nullable Object>> runs = Probe.runs(lake);
    assertThat(runs).hasSize(2 * passes);
    IntStream.range(0, passes)
        .forEach(
            i -> {
              for (String who : List.of("a", "b")) {
                assertThat(runs.get(who + i)).containsEntry(who + "_metric_" + i, (double) i);
                assertThat(runs.get(who + i)).containsEntry("shared_" + i, (double) who.charAt(0));
              }
            });
  }

  private Callable<Boolean> loads(Lake into, String who, int passes) {
    return () -> {
      for (int i = 0; i < passes; i++) {
        Path folder = temp.resolve(who).resolve(Integer.toString(i));
        Chain.bare(who + i)
            .stat(who + "_metric_" + i, Integer.toString(i))
            .stat("shared_" + i, Integer.toString(who.charAt(0)))
            .writeTo(folder);
        Probe.ingest(into, folder);
      }
      return true;
    };
  }

  @Test
  void a_metric_that_overflowed_once_is_found_there_ever_after() {
    load(Chain.bare("a").stat("sharpe", "1").stat("Sharpe", "2").stat("SHARPE", "3"), "a");
    load(Chain.bare("b").stat("SHARPE", "4"), "b");

    assertThat(overflow("a")).isEqualTo(Map.of("Sharpe", 2.0, "SHARPE", 3.0));
    assertThat(overflow("b")).isEqualTo(Map.of("SHARPE", 4.0));
    assertThat(columns().stream().filter(name -> name.toLowerCase(Locale.ROOT).equals("sharpe")))
        .containsExactly("sharpe");
  }
}
