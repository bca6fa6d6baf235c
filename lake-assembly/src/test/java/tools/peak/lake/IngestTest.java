package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.ingest.IngestOptions;
import tools.peak.lake.ingest.IngestResult;
import tools.peak.lake.ingest.OnConflict;
import tools.peak.lake.schema.LakeTable;

final class IngestTest {
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

  private IngestResult ingest() {
    return Probe.ingest(lake, results);
  }

  private IngestResult ingest(IngestOptions options) {
    return Probe.ingest(lake, options, results);
  }

  @Test
  void a_run_lies_in_every_table() {
    Chain.of("a").writeTo(results.resolve("a"));

    IngestResult result = ingest();

    assertThat(result.added()).isEqualTo(1);
    assertThat(Probe.runs(lake).get("a"))
        .containsEntry("strategy", "macd")
        .containsEntry("sharpe", 1.5)
        .containsEntry("source_path", results.resolve("a").toString());
    assertThat(Probe.table(lake, LakeTable.EQUITY).rows()).isEqualTo(3);
    assertThat(Probe.table(lake, LakeTable.TRADES).rows()).isEqualTo(2);
    assertThat(Probe.rows(lake, LakeTable.ARTIFACTS))
        .extracting(row -> row.get("name"))
        .containsExactly(
            "config_snapshot.json",
            "equity.csv",
            "report_snippet.md",
            "stats.json",
            "trades.parquet");
    assertThat(Probe.rows(lake, LakeTable.INGESTS))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("added", 1L)
                    .containsEntry("replaced", 0L)
                    .containsEntry("trades", 2L)
                    .containsEntry("equity_points", 3L)
                    .containsEntry("artifacts", 5L)
                    .containsEntry("roots", results.toString()));
  }

  @Test
  void the_same_folders_again_change_nothing() {
    Chain.of("a").writeTo(results.resolve("a"));
    Chain.of("b").writeTo(results.resolve("deep/er/b"));
    ingest();
    long version = lake.version();

    IngestResult again = ingest();

    assertThat(again.unchanged()).isEqualTo(2);
    assertThat(again.added() + again.replaced()).isZero();
    assertThat(lake.version()).isEqualTo(version);
  }

  @Test
  void a_touched_folder_is_read_again_and_found_unchanged() {
    Path folder = Chain.of("a").writeTo(results.resolve("a"));
    ingest();
    Chain.settle(folder);

    IngestResult again = ingest();

    assertThat(again.unchanged()).isEqualTo(1);
    assertThat(Probe.runs(lake)).hasSize(1);
  }

  @Test
  void other_content_of_the_same_path_replaces_the_run_in_every_table() {
    Chain.of("a").writeTo(results.resolve("a"));
    Chain.of("b").writeTo(results.resolve("b"));
    ingest();
    Chain.of("a").stat("sharpe", "-2").equity(7).trades(5).writeTo(results.resolve("a"));

    IngestResult result = ingest();

    assertThat(result.replaced()).isEqualTo(1);
    assertThat(result.unchanged()).isEqualTo(1);
    assertThat(Probe.runs(lake).get("a")).containsEntry("sharpe", -2.0);
    assertThat(Probe.runs(lake).get("b")).containsEntry("sharpe", 1.5);
    assertThat(rowsByRun(LakeTable.EQUITY)).isEqualTo(Map.of("a", 7, "b", 3));
    assertThat(rowsByRun(LakeTable.TRADES)).isEqualTo(Map.of("a", 5, "b", 2));
    assertThat(rowsByRun(LakeTable.ARTIFACTS)).isEqualTo(Map.of("a", 5, "b", 5));
  }

  @Test
  void a_run_may_be_replaced_from_another_partition() {
    Chain.of("a").writeTo(results.resolve("a"));
    Chain.of("b").writeTo(results.resolve("b"));
    ingest();
    Chain.of("a")
        .meta("stage", "\"live\"")
        .meta("timestamp", "\"2025-02-01T00:00:00Z\"")
        .writeTo(results.resolve("a"));

    assertThat(ingest().replaced()).isEqualTo(1);

    assertThat(Probe.runs(lake).get("a")).containsEntry("stage", "live");
    assertThat(rowsByRun(LakeTable.EQUITY)).isEqualTo(Map.of("a", 3, "b", 3));
  }

  @Test
  void skip_leaves_what_the_lake_has() {
    Chain.of("a").writeTo(results.resolve("a"));
    ingest();
    Chain.of("a").stat("sharpe", "-2").writeTo(results.resolve("a"));
    long version = lake.version();

    IngestOptions skip = Probe.OPTIONS.withOnConflict(OnConflict.SKIP);
    assertThat(ingest(skip).skipped()).isEqualTo(1);
    assertThat(ingest(skip).skipped()).as("each pass counts it again").isEqualTo(1);

    assertThat(Probe.runs(lake).get("a")).containsEntry("sharpe", 1.5);
    assertThat(lake.version()).isEqualTo(version);
    assertThat(ingest().replaced()).as("and a pass that replaces takes it").isEqualTo(1);
  }

  @Test
  void fail_ends_the_pass_and_names_the_run() {
    Chain.of("a").writeTo(results.resolve("a"));
    ingest();
    Chain.of("a").stat("sharpe", "-2").writeTo(results.resolve("a"));
    Chain.of("new").writeTo(results.resolve("new"));
    long version = lake.version();

    assertThatThrownBy(() -> ingest(Probe.OPTIONS.withOnConflict(OnConflict.FAIL)))
        .isInstanceOfSatisfying(
            LakeException.class, e -> assertThat(e.code()).isEqualTo(LakeException.Code.CONFLICT))
        .hasMessageContaining("run a ")
        .hasMessageContaining(results.resolve("a").toString());

    assertThat(lake.version()).isEqualTo(version);
    assertThat(Probe.runs(lake).keySet()).containsExactly("a");
    assertThat(filesOnDisk()).as("nothing is left of the batch").isEqualTo(filesNamed());
  }

  @Test
  void another_path_with_other_content_is_refused() {
    Chain.of("a").writeTo(results.resolve("1"));
    ingest();
    Chain.of("a").stat("sharpe", "9").writeTo(results.resolve("2"));

    IngestResult result = ingest();

    assertThat(result.rejected()).isEqualTo(1);
    assertThat(result.newlyRejected()).isEqualTo(1);
    assertThat(Probe.rejects(lake))
        .singleElement()
        .satisfies(
            reject -> {
              assertThat(reject.path()).isEqualTo(results.resolve("2").toString());
              assertThat(reject.runId()).isEqualTo("a");
              assertThat(reject.code()).isEqualTo("duplicate_run_id");
              assertThat(reject.reason()).contains(results.resolve("1").toString());
            });
    assertThat(Probe.runs(lake).get("a")).containsEntry("sharpe", 1.5);
  }

  @Test
  void another_path_with_equal_content_is_no_conflict() {
    Chain chain = Chain.of("a");
    chain.writeTo(results.resolve("1"));
    ingest();
    chain.writeTo(results.resolve("2"));

    IngestResult result = ingest();

    assertThat(result.rejected()).isZero();
    assertThat(result.unchanged()).isEqualTo(2);
    assertThat(Probe.rejects(lake)).isEmpty();
    assertThat(Probe.runs(lake).get("a"))
        .containsEntry("source_path", results.resolve("1").toString());
  }

  @Test
  void of_two_folders_of_one_batch_that_claim_an_id_one_has_it() {
    Chain.of("a").writeTo(results.resolve("1"));
    Chain.of("a").stat("sharpe", "9").writeTo(results.resolve("2"));
    Chain.of("a").stat("sharpe", "9").writeTo(results.resolve("3"));

    IngestResult result = ingest();

    assertThat(result.added()).isEqualTo(1);
    assertThat(result.added() + result.unchanged() + result.rejected()).isEqualTo(3);
    assertThat(result.rejected()).isPositive();
    assertThat(Probe.rejects(lake)).extracting(Probe.Reject::code).containsOnly("duplicate_run_id");
    assertThat(Probe.runs(lake)).hasSize(1);
    IngestResult again = ingest();
    assertThat(again.newlyRejected()).isZero();
    assertThat(again.rejected()).isEqualTo(result.rejected());
  }

  @Test
  void both_copies_of_a_run_may_change_alike_in_one_pass() {
    Chain chain = Chain.of("a");
    chain.writeTo(results.resolve("1"));
    ingest();
    chain.writeTo(results.resolve("2"));
    ingest();
    chain.stat("sharpe", "3");
    chain.writeTo(results.resolve("1"));
    chain.writeTo(results.resolve("2"));

    IngestResult result = ingest();

    assertThat(result.replaced()).isEqualTo(1);
    assertThat(result.rejected()).isZero();
    assertThat(Probe.runs(lake).get("a")).containsEntry("sharpe", 3.0);
  }

  @Test
  void a_run_that_went_from_its_folder_comes_back_with_it() {
    Chain.of("a").writeTo(results.resolve("x"));
    ingest();
    Chain.of("b").writeTo(results.resolve("x"));
    ingest();
    Chain.of("a").stat("sharpe", "7").writeTo(results.resolve("x"));

    assertThat(ingest().added()).isEqualTo(1);
    assertThat(Probe.runs(lake)).containsOnlyKeys("a");
    assertThat(Probe.runs(lake).get("a")).containsEntry("sharpe", 7.0);
  }

  @Test
  void old_trades_that_were_left_behind_belong_to_the_run() {
    Chain.of("a").trades(4).writeTo(results.resolve("a"));
    ingest();
    Chain.of("a").trades(0).stat("sharpe", "0").writeTo(results.resolve("a"));

    assertThat(ingest().replaced()).isEqualTo(1);

    assertThat(rowsByRun(LakeTable.TRADES)).isEqualTo(Map.of("a", 4));
  }

  @Test
  void telemetry_is_no_part_of_what_identifies_a_run() {
    Chain.of("a").writeTo(results.resolve("a"));
    ingest();
    Object digest = Probe.run(lake, "a").get("evidence_sha256");
    Chain.write(results.resolve("a/telemetry.jsonl"), "{}\n");

    assertThat(ingest().unchanged()).isEqualTo(1);
    assertThat(Probe.runs(lake).get("a")).containsEntry("evidence_sha256", digest);

    Chain.write(results.resolve("a/notes.txt"), "new");
    assertThat(ingest().replaced()).as("any other file is").isEqualTo(1);
    assertThat(Probe.runs(lake).get("a")).doesNotContainEntry("evidence_sha256", digest);
  }

  @Test
  void a_dry_run_decides_and_changes_nothing() {
    Chain.of("same").writeTo(results.resolve("same"));
    Chain.of("other").writeTo(results.resolve("other"));
    Chain.of("broken").file("stats.json", "{").writeTo(results.resolve("broken"));
    ingest();
    Chain.of("other").stat("new_metric", "1").writeTo(results.resolve("other"));
    Chain.of("new").writeTo(results.resolve("new"));
    Chain.of("broken2").file("stats.json", "[").writeTo(results.resolve("broken2"));
    long version = lake.version();
    List<Path> before = filesOnDisk();

    IngestResult result = ingest(Probe.OPTIONS.withDryRun(true));

    assertThat(result.added()).isEqualTo(1);
    assertThat(result.replaced()).isEqualTo(1);
    assertThat(result.unchanged()).isEqualTo(1);
    assertThat(result.rejected()).isEqualTo(2);
    assertThat(result.newlyRejected()).isEqualTo(1);
    assertThat(lake.version()).isEqualTo(version);
    assertThat(filesOnDisk()).isEqualTo(before);
    assertThat(Probe.rejects(lake)).hasSize(1);
    assertThat(Probe.runs(lake).get("other")).doesNotContainKey("new_metric");
  }

  @Test
  void nothing_to_load_is_no_error() {
    IngestResult result = ingest();

    assertThat(result.added() + result.rejected() + result.waiting()).isZero();
    assertThat(lake.version()).isEqualTo(1);
    assertThat(lake.ingest().added()).isZero();
  }

  @Test
  void a_root_that_is_not_there_is_one_clear_line() {
    assertThatThrownBy(() -> Probe.ingest(lake, results, results.resolve("no")))
        .isInstanceOf(LakeException.class)
        .hasMessage("no folder at " + results.resolve("no"));
  }

  @Test
  void a_root_may_itself_be_a_run_and_runs_may_nest() {
    Path outer = Chain.of("outer").writeTo(results.resolve("outer"));
    Chain.of("outer/inner").writeTo(outer.resolve("inner"));
    Chain.of("copy").writeTo(outer.resolve("report/_quarto_work/_run"));

    IngestResult result = Probe.ingest(lake, outer);

    assertThat(result.added()).isEqualTo(2);
    assertThat(Probe.runs(lake).keySet()).containsExactly("outer", "outer/inner");
    assertThat(rowsByRun(LakeTable.ARTIFACTS)).isEqualTo(Map.of("outer", 5, "outer/inner", 5));
  }

  @Test
  void roots_that_overlap_are_walked_once() {
    Chain.of("a").writeTo(results.resolve("x/a"));

    IngestResult result = Probe.ingest(lake, results, results.resolve("x"), results.resolve("x/a"));

    assertThat(result.added()).isEqualTo(1);
    assertThat(result.unchanged()).isZero();
  }

  @Test
  void input_is_never_changed() throws IOException {
    Chain.of("a").writeTo(results.resolve("a"));
    Chain.of("b").file("stats.json", "{").writeTo(results.resolve("b"));
    Map<Path, String> before = contents();

    ingest();

    assertThat(contents()).isEqualTo(before);
  }

  private Map<Path, String> contents() throws IOException {
    Map<Path, String> contents = new HashMap<>();
    try (Stream<Path> files = Files.walk(results)) {
      for (Path file : files.toList()) {
        String content =
            Files.isDirectory(file)
                ? ""
                : java.util.HexFormat.of().formatHex(Files.readAllBytes(file));
        contents.put(file, Files.getLastModifiedTime(file) + content);
      }
    }
    return contents;
  }

  private Map<String, Integer> rowsByRun(LakeTable table) {
    Map<String, Integer> counts = new HashMap<>();
    Probe.rows(lake, table)
        .forEach(row -> counts.merge((String) row.get("run_id"), 1, Integer::sum));
    return counts;
  }

  private List<Path> filesOnDisk() {
    try (Stream<Path> files = Files.walk(lake.path().resolve("warehouse"))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<Path> filesNamed() {
    return Probe.snapshot(lake).tables().values().stream()
        .flatMap(table -> table.files().stream())
        .map(Path::of)
        .sorted()
        .toList();
  }

  @Test
  void a_change_that_keeps_size_and_time_is_found_by_its_content() throws IOException {
    Path stats = Chain.of("a").writeTo(results.resolve("a")).resolve("stats.json");
    Chain.of("b").writeTo(results.resolve("b"));
    assertThat(ingest().added()).isEqualTo(2);
    FileTime time = Files.getLastModifiedTime(stats);
    Files.writeString(stats, Files.readString(stats).replace("1.5", "7.5"));
    Files.setLastModifiedTime(stats, time);

    assertThat(ingest().unchanged()).isEqualTo(2);
    assertThat(Probe.run(lake, "a")).containsEntry("sharpe", 1.5);
    IngestResult checked = ingest(Probe.OPTIONS.withCheckContent(true));

    assertThat(checked.replaced()).isEqualTo(1);
    assertThat(checked.unchanged()).isEqualTo(1);
    assertThat(Probe.run(lake, "a")).containsEntry("sharpe", 7.5);
    assertThat(ingest(Probe.OPTIONS.withCheckContent(true)).unchanged()).isEqualTo(2);
  }

  @Test
  void data_under_a_name_that_is_not_read_is_counted_and_noticed() throws IOException {
    Chain.of("a").file("metrics.json", "{}").writeTo(results.resolve("a"));
    Path folder = Chain.bare("b").writeTo(results.resolve("b"));
    Files.writeString(folder.resolve("equity.parquet"), "a curve");
    Files.writeString(folder.resolve("Trades.CSV"), "trades");
    Files.writeString(folder.resolve("equity.png"), "a picture");
    Chain.settle(folder);

    IngestResult first = ingest();
    assertThat(first.added()).isEqualTo(2);
    assertThat(first.notRead()).isEqualTo(3);
    assertThat(first.notices()).isEqualTo(3);
    assertThat(ingest().notRead()).isEqualTo(3);
    assertThat(lake.notices(AsOf.latest()).rows())
        .extracting(row -> row.subList(0, 3))
        .containsExactlyInAnyOrder(
            List.of("a", "metrics.json", "not_read"),
            List.of("b", "Trades.CSV", "not_read"),
            List.of("b", "equity.parquet", "not_read"));
  }

  @Test
  void a_pass_waits_for_what_is_being_written() throws IOException {
    Path folder = Chain.of("a").withoutFile("report_snippet.md").writeTo(results.resolve("a"));
    Files.setLastModifiedTime(folder.resolve("stats.json"), FileTime.from(Instant.now()));
    Chain.of("b").writeTo(results.resolve("b"));
    IngestOptions patient =
        Probe.OPTIONS.withSettle(Duration.ofMillis(1_500)).withPatience(Duration.ofSeconds(30));

    IngestResult result = ingest(patient);

    assertThat(result.added()).isEqualTo(2);
    assertThat(result.waiting()).isZero();
    assertThat(result.seconds()).isLessThan(25);
  }

  @Test
  void patience_ends() throws IOException {
    Path folder = Chain.of("a").withoutFile("report_snippet.md").writeTo(results.resolve("a"));
    Files.setLastModifiedTime(folder.resolve("stats.json"), FileTime.from(Instant.now()));

    IngestResult result =
        ingest(Probe.OPTIONS.withSettle(Duration.ofDays(1)).withPatience(Duration.ofMillis(300)));

    assertThat(result.added()).isZero();
    assertThat(result.waiting()).isEqualTo(1);
    assertThat(result.seconds()).isGreaterThan(0.3);
  }

  @Test
  void a_folder_that_moved_unchanged_has_its_new_place() throws IOException {
    Chain.of("a").writeTo(results.resolve("a"));
    Chain.of("b").writeTo(results.resolve("b"));
    assertThat(ingest().added()).isEqualTo(2);
    Files.move(results.resolve("a"), results.resolve("elsewhere"));

    IngestResult moved = ingest();

    assertThat(moved.unchanged()).isEqualTo(2);
    assertThat(moved.added() + moved.replaced() + moved.rejected()).isZero();
    assertThat(Probe.run(lake, "a"))
        .containsEntry("source_path", results.resolve("elsewhere").toString())
        .containsEntry("sharpe", 1.5);
    assertThat(Probe.run(lake, "b")).containsEntry("source_path", results.resolve("b").toString());
    long version = lake.version();
    assertThat(ingest().unchanged()).isEqualTo(2);
    assertThat(lake.version()).isEqualTo(version);
  }

  @Test
  void a_copy_beside_its_original_has_not_moved() {
    Chain.of("a").writeTo(results.resolve("a"));
    assertThat(ingest().added()).isEqualTo(1);
    Chain.of("a").writeTo(results.resolve("copy"));

    assertThat(ingest().unchanged()).isEqualTo(2);
    assertThat(Probe.run(lake, "a")).containsEntry("source_path", results.resolve("a").toString());
  }

  @Test
  void folders_that_exchanged_their_names_keep_their_runs() throws IOException {
    Chain.of("a").writeTo(results.resolve("one"));
    Chain.of("b").writeTo(results.resolve("two"));
    assertThat(ingest().added()).isEqualTo(2);
    Files.move(results.resolve("one"), results.resolve("aside"));
    Files.move(results.resolve("two"), results.resolve("one"));
    Files.move(results.resolve("aside"), results.resolve("two"));

    assertThat(ingest().unchanged()).isEqualTo(2);
    assertThat(Probe.run(lake, "a"))
        .containsEntry("source_path", results.resolve("two").toString());
    assertThat(Probe.run(lake, "b"))
        .containsEntry("source_path", results.resolve("one").toString());
  }

  @Test
  void a_run_whose_folder_holds_another_goes_and_as_of_keeps_it() {
    Chain.of("old").writeTo(results.resolve("a"));
    Chain.of("b").writeTo(results.resolve("b"));
    assertThat(ingest().added()).isEqualTo(2);
    long before = lake.version();
    Chain.of("new").writeTo(results.resolve("a"));

    IngestResult result = ingest();

    assertThat(result.added()).isEqualTo(1);
    assertThat(result.notices()).isEqualTo(1);
    assertThat(Probe.runs(lake)).containsOnlyKeys("new", "b");
    assertThat(Probe.table(lake, LakeTable.TRADES).rows()).isEqualTo(4);
    assertThat(Probe.runs(Probe.snapshot(lake, AsOf.version(before)))).containsOnlyKeys("old", "b");
    assertThat(lake.notices(AsOf.latest()).rows())
        .containsExactly(
            List.of(
                "new",
                "config_snapshot.json",
                "run_id_changed",
                "this folder held run old before, which is no longer in the lake"));
    assertThat(ingest().unchanged()).isEqualTo(2);

    Chain.of("old").writeTo(results.resolve("c"));
    assertThat(ingest().added()).as("it may come back from elsewhere").isEqualTo(1);
    assertThat(Probe.runs(lake)).containsOnlyKeys("new", "b", "old");
  }

  @Test
  void a_run_that_lies_elsewhere_too_stays_when_its_folder_holds_another() {
    Chain.of("old").writeTo(results.resolve("a"));
    Chain.of("old").writeTo(results.resolve("copy"));
    assertThat(ingest().added()).isEqualTo(1);
    Chain.of("new1").writeTo(results.resolve("a"));
    assertThat(ingest().added()).isEqualTo(1);
    Chain.of("new2").writeTo(results.resolve("copy"));
    assertThat(ingest().added()).isEqualTo(1);

    assertThat(Probe.runs(lake)).containsKeys("new1", "new2");
  }

  @Test
  void changed_ids_are_left_alone_or_refused_as_changed_runs_are() {
    Chain.of("old").writeTo(results.resolve("a"));
    assertThat(ingest().added()).isEqualTo(1);
    Chain.of("new").writeTo(results.resolve("a"));

    assertThatThrownBy(() -> ingest(Probe.OPTIONS.withOnConflict(OnConflict.FAIL)))
        .isInstanceOf(LakeException.class)
        .hasMessageContaining("it holds run new now, and is in the lake as run old");
    assertThat(ingest(Probe.OPTIONS.withOnConflict(OnConflict.SKIP)).added()).isEqualTo(1);
    assertThat(Probe.runs(lake)).containsOnlyKeys("old", "new");
  }
}
