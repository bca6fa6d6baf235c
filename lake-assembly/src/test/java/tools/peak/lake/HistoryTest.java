package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.catalog.CatalogTransaction;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.ingest.IngestResult;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.RunsByPartition;
import tools.peak.lake.table.StoredFile;
import tools.peak.storage.Location;

final class HistoryTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

  @TempDir Path temp;
  private Path results;
  private Lake lake;

  @BeforeEach
  void open() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    lake = Probe.open(temp.resolve("lake"), Probe.ticking(BEGIN), FailPoint.Listener.none());
  }

  @AfterEach
  void close() {
    assertThat(lake.verify().findings()).isEmpty();
    lake.close();
  }

  @Test
  void the_old_version_of_a_replaced_run_stays_reachable_in_every_table() {
    Chain.of("a").stat("old", "1").writeTo(results.resolve("a"));
    Chain.of("b").writeTo(results.resolve("b"));
    Probe.ingest(lake, results);
    long before = lake.version();
    Instant then = lake.snapshot().committedAt();
    Chain.of("a").stat("sharpe", "9").equity(8).trades(6).writeTo(results.resolve("a"));
    Probe.ingest(lake, results);

    for (AsOf asOf : List.of(AsOf.version(before), new AsOf.Moment(then))) {
      View old = Probe.snapshot(lake, asOf);
      assertThat(old.version()).isEqualTo(before);
      assertThat(Probe.runs(old).get("a")).containsEntry("sharpe", 1.5).containsEntry("old", 1.0);
      assertThat(Probe.table(old, LakeTable.EQUITY).rows()).isEqualTo(6);
      assertThat(Probe.table(old, LakeTable.TRADES).rows()).isEqualTo(4);
    }
    assertThat(Probe.runs(lake).get("a")).containsEntry("sharpe", 9.0);
    assertThat(Probe.table(lake, LakeTable.EQUITY).rows()).isEqualTo(11);
    assertThat(lake.runs().asOf(AsOf.version(before)).where("sharpe = 1.5").fetch().rows())
        .as("and through the public door")
        .hasSize(2);
  }

  @Test
  void before_a_metric_was_there_no_column_of_it_was() {
    Chain.bare("a").stat("sharpe", "1").writeTo(results.resolve("a"));
    Probe.ingest(lake, results);
    long before = lake.version();
    Chain.bare("b").stat("later", "1").writeTo(results.resolve("b"));
    Probe.ingest(lake, results);

    assertThat(Probe.runs(Probe.snapshot(lake, AsOf.version(before))).get("a"))
        .doesNotContainKey("later");
  }

  @Test
  void a_clock_that_goes_back_does_not_hide_the_newest_version() {
    Chain.of("a").writeTo(results.resolve("a"));
    Probe.ingest(lake, results);
    Instant newest = lake.snapshot().committedAt();
    try (Lake late =
        Probe.open(
            lake.path(),
            Probe.clock(() -> BEGIN.minusSeconds(1_000_000)),
            FailPoint.Listener.none())) {
      Chain.of("b").writeTo(results.resolve("b"));
      assertThat(Probe.ingest(late, results).added()).isEqualTo(1);
    }

    assertThat(lake.snapshot().committedAt()).isEqualTo(newest);
    assertThat(Probe.runs(Probe.snapshot(lake, new AsOf.Moment(newest)))).hasSize(2);
  }

  @Test
  void a_purged_run_stays_out_until_it_is_restored() {
    Chain.of("a").writeTo(results.resolve("a"));
    Chain.of("b").meta("stage", "\"live\"").writeTo(results.resolve("b"));
    Probe.ingest(lake, results);
    purge("a");
    assertThat(Probe.runs(lake).keySet()).containsExactly("b");

    IngestResult result = Probe.ingest(lake, results);

    assertThat(result.purged()).isEqualTo(1);
    assertThat(result.unchanged()).isEqualTo(1);
    assertThat(result.added()).isZero();
    assertThat(Probe.runs(lake).keySet()).containsExactly("b");

    IngestResult restored = Probe.ingest(lake, Probe.OPTIONS.withRestorePurged(true), results);
    assertThat(restored.added()).isEqualTo(1);
    assertThat(restored.purged()).isZero();
    assertThat(Probe.runs(lake)).hasSize(2);
    purge("a");
    assertThat(Probe.ingest(lake, results).purged()).as("and may be purged again").isEqualTo(1);
  }

  @Test
  void a_purged_run_with_other_content_is_another_run() {
    Chain.of("a").writeTo(results.resolve("a"));
    Probe.ingest(lake, results);
    purge("a");
    Chain.of("a").stat("sharpe", "2").writeTo(results.resolve("a"));

    assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);
    assertThat(Probe.runs(lake).get("a")).containsEntry("sharpe", 2.0);
  }

  @Test
  void a_purged_folder_does_not_stand_in_the_way_of_another_of_its_name() {
    Chain.of("a").writeTo(results.resolve("1"));
    Probe.ingest(lake, results);
    purge("a");
    Chain.of("a").stat("sharpe", "2").writeTo(results.resolve("2"));

    IngestResult result = Probe.ingest(lake, results);

    assertThat(result.purged()).isEqualTo(1);
    assertThat(result.added()).isEqualTo(1);
    assertThat(result.rejected()).isZero();
  }

  /**
   * What a policy will do: a run that is alone in its partition, out of all tables and the index.
   */
  private void purge(String runId) {
    boolean _ = Probe.catalog(lake).change("purge", change -> purge(change, runId));
  }

  private boolean purge(CatalogTransaction change, String runId) {
    RunIndex.Entry entry = change.runs().find(runId).orElseThrow();
    RunsByPartition runs = new RunsByPartition();
    runs.add(entry.partition(), runId);
    for (LakeTable table : LakeTable.values()) {
      if (table.isPartitioned()) {
        var pointer = change.pointer(table);
        Set<Location> files =
            runs.filesOf(Probe.tables(lake).snapshot(pointer)).stream()
                .map(StoredFile::location)
                .collect(Collectors.toSet());
        change.move(table, Probe.tables(lake).replace(pointer, List.of(), files));
      }
    }
    change.runs().purge(List.of(entry), change.now());
    return true;
  }
}
