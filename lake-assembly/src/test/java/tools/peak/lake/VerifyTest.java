package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.NewFile;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableSnapshot;
import tools.peak.lake.upkeep.Finding;
import tools.peak.lake.upkeep.VerifyOptions;
import tools.peak.lake.upkeep.VerifyReport;
import tools.peak.storage.Location;
import tools.peak.storage.local.LocalStorage;

final class VerifyTest {
  @TempDir Path temp;
  private Path results;
  private Lake lake;

  @BeforeEach
  void open() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    Chain.of("a").writeTo(results.resolve("a"));
    Chain.of("b").meta("stage", "\"live\"").writeTo(results.resolve("b"));
    lake = Lake.openOrCreate(temp.resolve("lake"));
    Probe.ingest(lake, results);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private Path file(LakeTable table) {
    return Path.of(Probe.table(lake, table).files().getFirst());
  }

  @Test
  void a_whole_lake_passes_and_says_what_was_looked_at() {
    VerifyReport report = lake.verify();

    assertThat(report.isClean()).isTrue();
    assertThat(report.version()).isEqualTo(lake.version());
    assertThat(report.runs()).isEqualTo(2);
    assertThat(report.files()).isGreaterThan(9);
    assertThat(report.bytes()).isPositive();
  }

  @Test
  void an_empty_lake_passes() {
    try (Lake empty = Lake.openOrCreate(temp.resolve("empty"))) {
      assertThat(empty.verify().findings()).isEmpty();
    }
  }

  @Test
  void a_data_file_that_is_gone_is_found() throws IOException {
    Path file = file(LakeTable.EQUITY);
    Files.delete(file);

    assertThat(lake.verify().findings()).containsExactly(new Finding.MissingFile(file.toString()));
  }

  @Test
  void a_data_file_of_an_earlier_version_alone_is_found_too() throws IOException {
    Path file = file(LakeTable.RUNS);
    Chain.of("a").stat("sharpe", "2").writeTo(results.resolve("a"));
    Chain.of("b").meta("stage", "\"live\"").stat("sharpe", "2").writeTo(results.resolve("b"));
    Probe.ingest(lake, results);
    assertThat(Probe.table(lake, LakeTable.RUNS).files()).doesNotContain(file.toString());
    Files.delete(file);

    assertThat(lake.verify().findings()).containsExactly(new Finding.MissingFile(file.toString()));
  }

  @Test
  void a_file_that_was_cut_short_is_found() throws IOException {
    Path file = file(LakeTable.TRADES);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 20));

    assertThat(lake.verify().findings())
        .extracting(Finding::code)
        .containsExactlyInAnyOrder("wrong_size", "damaged_file");
  }

  @Test
  void a_file_of_another_content_is_found() throws IOException {
    Path trades = file(LakeTable.TRADES);
    Path equity = file(LakeTable.EQUITY);
    Files.write(trades, Files.readAllBytes(equity));

    assertThat(lake.verify().findings())
        .contains(new Finding.WrongRows(trades.toString(), 2, 3))
        .extracting(Finding::code)
        .containsExactlyInAnyOrder("wrong_size", "wrong_rows");
  }

  @Test
  void a_manifest_that_is_gone_or_damaged_is_found() throws IOException {
    TablePointer runs = Probe.catalog(lake).current().pointer(LakeTable.RUNS);
    Path manifest =
        Probe.tables(lake).namedFiles(runs).metadata().stream()
            .filter(file -> file.name().endsWith("-m0.avro"))
            .map(LocalStorage::path)
            .findFirst()
            .orElseThrow();
    byte[] bytes = Files.readAllBytes(manifest);
    Files.write(manifest, Arrays.copyOf(bytes, bytes.length / 2));
    try (Lake again = Lake.open(lake.path())) {
      assertThat(again.verify().findings())
          .singleElement()
          .isInstanceOf(Finding.DamagedFile.class)
          .satisfies(finding -> assertThat(finding.reason()).contains(manifest.toString()));
    }
    Files.delete(manifest);
    try (Lake again = Lake.open(lake.path())) {
      assertThat(again.verify().findings())
          .containsExactly(new Finding.MissingFile(manifest.toString()));
    }
  }

  @Test
  void rows_without_their_run_and_an_index_that_tells_otherwise_are_found() {
    boolean _ =
        Probe.catalog(lake)
            .change(
                "break",
                change -> {
                  TablePointer runs = change.pointer(LakeTable.RUNS);
                  Location file =
                      Probe.tables(lake).snapshot(runs).content().stream()
                          .filter(entry -> "live".equals(stage(entry.partition())))
                          .findFirst()
                          .orElseThrow()
                          .location();
                  change.move(
                      LakeTable.RUNS,
                      Probe.tables(lake).replace(runs, List.of(), java.util.Set.of(file)));
                  return true;
                });

    assertThat(lake.verify().findings())
        .containsExactlyInAnyOrder(
            new Finding.RowsWithoutRun("equity", "b", 3),
            new Finding.RowsWithoutRun("trades", "b", 2),
            new Finding.RowsWithoutRun("artifacts", "b", 5),
            new Finding.IndexDiffers("b", "is in the index and not in the table runs"));
  }

  private static String stage(@Nullable Partition partition) {
    return partition == null ? "" : String.valueOf(partition.stage());
  }

  @Test
  void a_run_that_stands_there_twice_is_found() {
    boolean _ =
        Probe.catalog(lake)
            .change(
                "break",
                change -> {
                  TablePointer runs = change.pointer(LakeTable.RUNS);
                  List<NewFile> again =
                      Probe.tables(lake).snapshot(runs).content().stream()
                          .map(
                              entry ->
                                  new NewFile(
                                      LakeTable.RUNS,
                                      entry.partition(),
                                      copy(entry.path()),
                                      entry.rows(),
                                      entry.bytes(),
                                      null,
                                      java.util.Map.of()))
                          .toList();
                  change.move(LakeTable.RUNS, Probe.tables(lake).append(runs, again));
                  return true;
                });

    assertThat(lake.verify().findings())
        .containsExactlyInAnyOrder(
            new Finding.DuplicateRun("a", 2), new Finding.DuplicateRun("b", 2));
  }

  private static String copy(String file) {
    try {
      return Files.copy(Path.of(file), Path.of(file + ".copy")).toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void an_index_that_was_changed_is_found() {
    Probe.sql(lake.path(), "UPDATE peak_runs SET evidence_sha256 = 'x' WHERE run_id = 'a'");
    Probe.sql(lake.path(), "DELETE FROM peak_runs WHERE run_id = 'b'");
    Probe.sql(lake.path(), "INSERT INTO peak_runs VALUES ('c', '/c', 'x', NULL, NULL)");

    assertThat(lake.verify().findings())
        .containsExactly(
            new Finding.IndexDiffers("a", "is not the same in the index and in the table runs"),
            new Finding.IndexDiffers("b", "is in the table runs and not in the index"),
            new Finding.IndexDiffers("c", "is in the index and not in the table runs"));
  }

  @Test
  void earlier_versions_can_still_be_read_after_a_verification() {
    assertThat(lake.verify().isClean()).isTrue();
    assertThat(Probe.runs(Probe.snapshot(lake, AsOf.version(1)))).isEmpty();
  }

  private static int id(TableSnapshot table, String column) {
    return table.fields().stream()
        .filter(field -> field.column().name().equals(column))
        .findFirst()
        .orElseThrow()
        .id();
  }

  /** The table says of its files' column what is not so. */
  private void say(LakeTable table, String column, NewFile.Bounds bounds) {
    boolean _ =
        Probe.catalog(lake)
            .change(
                "break",
                change -> {
                  TablePointer pointer = change.pointer(table);
                  TableSnapshot now = Probe.tables(lake).snapshot(pointer);
                  int id = id(now, column);
                  List<NewFile> lying =
                      now.content().stream()
                          .map(
                              file ->
                                  new NewFile(
                                      table,
                                      file.partition(),
                                      copy(file.path()),
                                      file.rows(),
                                      file.bytes(),
                                      null,
                                      Map.of(id, bounds)))
                          .toList();
                  change.move(
                      table,
                      Probe.tables(lake)
                          .replace(
                              pointer,
                              lying,
                              now.content().stream()
                                  .map(StoredFile::location)
                                  .collect(Collectors.toSet())));
                  return true;
                });
  }

  @Test
  void a_deep_look_finds_statistics_that_are_not_so() {
    assertThat(lake.verify(VerifyOptions.DEEP).findings()).isEmpty();
    assertThat(lake.runs().where("sharpe < 1.9").count()).isEqualTo(2);
    say(LakeTable.RUNS, "sharpe", new NewFile.Bounds(0, 0, "1.95", "2.0"));
    assertThat(lake.runs().where("sharpe < 1.9").count()).as("rows were left out").isZero();

    assertThat(lake.verify().findings()).isEmpty();
    assertThat(lake.verify(VerifyOptions.DEEP).findings())
        .hasSize(2)
        .allSatisfy(
            finding -> {
              assertThat(finding.code()).isEqualTo("wrong_statistics");
              assertThat(finding.reason()).contains("column sharpe holds 1.5", "1.95");
            });
  }

  @Test
  void a_deep_look_counts_nulls_and_compares_texts_and_times() {
    say(LakeTable.EQUITY, "run_id", new NewFile.Bounds(0, 0, "a", "a"));
    say(LakeTable.TRADES, "run_id", new NewFile.Bounds(1, 0, "a", "b"));

    assertThat(lake.verify(VerifyOptions.DEEP).findings())
        .extracting(Finding::reason)
        .map(reason -> reason.substring(reason.indexOf("column")))
        .containsExactlyInAnyOrder(
            "column run_id holds b, and at most a was said",
            "column run_id has 0 nulls instead of 1",
            "column run_id has 0 nulls instead of 1");
  }

  @Test
  void what_the_catalogs_small_tables_contradict_is_named() {
    lake.tag("a", "owner", "ann");
    lake.retention().hold(List.of("b"), "tried", "ann");
    assertThat(lake.verify().findings()).isEmpty();
    Probe.sql(lake.path(), "INSERT INTO peak_tags SELECT * FROM peak_tags");
    Probe.sql(lake.path(), "UPDATE peak_holds SET run_id = 'gone'");
    Probe.sql(lake.path(), "UPDATE peak_versions SET committed_at = 0 WHERE version = 2");
    Probe.sql(lake.path(), "UPDATE peak_rejects SET until = 99");

    assertThat(lake.verify().findings())
        .extracting(Finding::reason)
        .map(reason -> reason.substring(reason.indexOf(": ") + 2))
        .containsExactlyInAnyOrder(
            "peak_tags: a owner is in force 2 times",
            "peak_holds: a hold of gone, which is no run of the lake",
            "peak_versions: version 2 is older than the one before it");
  }

  @Test
  void a_run_that_is_there_and_marked_as_purged_is_found() {
    var _ = lake.retention().apply(lake.retention().planDelete(List.of("a"), "", false).id());
    Probe.sql(lake.path(), "CREATE TABLE aside AS SELECT * FROM peak_tombstones");
    var _ = lake.undo();
    assertThat(lake.verify().findings()).isEmpty();
    Probe.sql(lake.path(), "INSERT INTO peak_tombstones SELECT * FROM aside");

    assertThat(lake.verify().findings())
        .containsExactly(new Finding.IndexDiffers("a", "is in the index and marked as purged"));
  }
}
