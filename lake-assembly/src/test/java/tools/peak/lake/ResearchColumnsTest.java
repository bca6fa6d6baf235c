package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.compare.Duplicates;
import tools.peak.lake.query.Result;

/** By which columns research tells runs apart, and finds those that it made twice. */
class ResearchColumnsTest {
  @TempDir Path dir;
  private Path results;
  private Lake lake;

  @BeforeEach
  void open() {
    results = dir.resolve("results");
    lake = Lake.openOrCreate(dir.resolve("lake"));
  }

  @AfterEach
  void close() {
    assertThat(lake.verify().findings()).isEmpty();
    lake.close();
  }

  private Chain run(String runId) {
    return Chain.bare(runId).meta("config_sha256", "\"c\"").meta("data_sha256", "\"d\"");
  }

  private void load(Chain... runs) {
    for (int i = 0; i < runs.length; i++) {
      runs[i].writeTo(results.resolve(Integer.toString(i)));
    }
    assertThat(Probe.ingest(lake, results).added()).isEqualTo(runs.length);
  }

  private List<Object> ids(Result result) {
    return result.rows().stream().<Object>map(row -> row.getFirst()).toList();
  }

  @Test
  void they_are_what_meta_says() {
    load(
        Chain.bare("a")
            .meta("study", "\"wf\"")
            .meta("fold", "3")
            .meta("sample", "\"out_of_sample\"")
            .meta("anchor_run_id", "\"b\"")
            .meta("session_id", "\"s\"")
            .meta("data_sha256", "\"d\"")
            .meta("config_sha256", "\"c\"")
            .meta("git_dirty", "false"),
        Chain.bare("b"));

    assertThat(Probe.runs(lake).get("a"))
        .containsAllEntriesOf(
            Map.of(
                "study", "wf",
                "fold", "3",
                "sample", "out_of_sample",
                "anchor_run_id", "b",
                "session_id", "s",
                "data_sha256", "d",
                "config_sha256", "c",
                "git_dirty", false));
    assertThat(Probe.runs(lake).get("b")).containsEntry("study", null);
    assertThat(ids(lake.runs().where("study = 'wf' and fold = '3'").fetch())).containsExactly("a");
    assertThat(ids(lake.runs().where("git_dirty = false").fetch())).containsExactly("a");
    assertThat(lake.sql("SELECT run_id FROM runs WHERE NOT git_dirty").fetch().rows())
        .containsExactly(List.of("a"));
  }

  @Test
  void what_is_neither_true_nor_false_is_null_with_a_notice() {
    load(
        Chain.bare("a").meta("git_dirty", "\"True\""),
        Chain.bare("b").meta("git_dirty", "\"maybe\""));

    assertThat(Probe.runs(lake).get("a")).containsEntry("git_dirty", true);
    assertThat(Probe.runs(lake).get("b")).containsEntry("git_dirty", null);
    assertThat(lake.notices(AsOf.latest(), "b").rows())
        .singleElement()
        .satisfies(row -> assertThat(row).contains("no_truth"));
  }

  @Test
  void a_metric_that_is_called_like_one_of_them_is_still_there() {
    load(Chain.bare("a").meta("fold", "\"x\"").stat("fold", "7").stat("Sample", "8"));

    assertThat(ids(lake.runs().where("metrics.fold = 7 and fold = 'x'").fetch()))
        .containsExactly("a");
    assertThat(ids(lake.runs().where("metrics.\"Sample\" = 8").fetch())).containsExactly("a");
  }

  @Test
  void duplicates_are_of_equal_config_data_and_code() {
    load(
        run("a").meta("git_sha", "\"abcdef01\"").meta("git_dirty", "false"),
        run("b").meta("git_sha", "\"abcdef01\""),
        run("other_code").meta("git_sha", "\"abcdef02\""),
        run("unsaved").meta("git_sha", "\"abcdef01\"").meta("git_dirty", "true"),
        run("c"),
        run("it's d"),
        run("other_data").meta("data_sha256", "\"e\""),
        Chain.bare("unknown"),
        Chain.bare("unknown too"));

    assertThat(Duplicates.of(lake.runs())).containsExactly("a", "b", "c", "it's d");
    assertThat(Duplicates.of(lake.runs().where("run_id != 'a'"))).containsExactly("c", "it's d");
  }
}
