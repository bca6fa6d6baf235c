package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.fixtures.Otlp;
import tools.peak.lake.ingest.IngestResult;
import tools.peak.lake.schema.LakeTable;

/** Other programs work on a lake through Iceberg's own catalog. */
final class ForeignCommitTest {
  @TempDir Path temp;
  private Path results;
  private Lake lake;

  @BeforeEach
  void open() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    Chain.of("a").file("telemetry.jsonl", Otlp.run("1.0", "load")).writeTo(results.resolve("a"));
    Chain.of("b").meta("stage", "\"live\"").writeTo(results.resolve("b"));
    lake = Lake.openOrCreate(temp.resolve("lake"));
    Probe.ingest(lake, results);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private void asAnotherProgram(String table, Consumer<Table> deed) {
    AnotherProgram.at(lake, table, deed);
  }

  @Test
  void iceberg_s_own_catalog_opens_the_lake_with_equal_counts() {
    for (LakeTable table : LakeTable.values()) {
      asAnotherProgram(
          table.tableName(),
          opened ->
              assertThat(AnotherProgram.records(opened))
                  .isEqualTo(Probe.table(lake, table).rows()));
    }
  }

  @Test
  void a_commit_of_another_program_becomes_a_version_at_the_next_open() {
    long before = lake.version();
    asAnotherProgram(
        "equity", table -> table.newDelete().deleteFile(AnotherProgram.aFile(table)).commit());

    try (Lake again = Lake.open(lake.path())) {
      assertThat(again.version()).isEqualTo(before + 1);
      assertThat(Probe.catalog(again).current().operation()).isEqualTo("external");
      assertThat(Probe.table(again, LakeTable.EQUITY).rows()).isEqualTo(3);
      assertThat(Probe.table(Probe.snapshot(again, AsOf.version(before)), LakeTable.EQUITY).rows())
          .isEqualTo(6);
    }
  }

  @Test
  void a_commit_of_another_program_is_not_lost_to_a_pass_that_was_open() {
    long before = lake.version();
    asAnotherProgram(
        "equity", table -> table.newDelete().deleteFile(AnotherProgram.aFile(table)).commit());
    Chain.of("c").writeTo(results.resolve("c"));

    assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);

    assertThat(lake.version()).isEqualTo(before + 2);
    assertThat(Probe.table(lake, LakeTable.EQUITY).rows()).isEqualTo(6);
  }

  @Test
  void a_lake_that_stays_open_sees_what_another_program_commits() {
    long before = lake.equity().count();
    asAnotherProgram(
        "equity", table -> table.newDelete().deleteFile(AnotherProgram.aFile(table)).commit());

    assertThat(lake.equity().count()).isEqualTo(before - 3);
  }

  @Test
  void a_run_that_another_program_deleted_is_loaded_again() {
    for (LakeTable table : LakeTable.values()) {
      if (table.isPartitioned()) {
        asAnotherProgram(
            table.tableName(),
            opened ->
                opened
                    .newDelete()
                    .deleteFromRowFilter(Expressions.equal("stage", "backtest"))
                    .commit());
      }
    }

    try (Lake again = Lake.open(lake.path())) {
      assertThat(Probe.runs(again).keySet()).containsExactly("b");
      assertThat(again.verify().findings()).isEmpty();
      IngestResult result = Probe.ingest(again, results);
      assertThat(result.added()).isEqualTo(1);
      assertThat(result.unchanged()).isEqualTo(1);
      assertThat(again.verify().findings()).isEmpty();
    }
  }

  @Test
  void runs_without_a_stage_or_a_timestamp_are_where_they_were_in_an_index_made_anew()
      throws IOException {
    Chain.bare("staged").meta("stage", "\"live\"").writeTo(results.resolve("staged"));
    Chain.bare("timed")
        .meta("timestamp", "\"2024-11-05T10:00:00Z\"")
        .writeTo(results.resolve("timed"));
    Probe.ingest(lake, results);
    var before = Probe.catalog(lake).read(at -> at.runs().find(List.of("staged", "timed")));

    rows_that_another_program_wrote_anew_are_the_same_runs();

    try (Lake again = Lake.open(lake.path())) {
      var after = Probe.catalog(again).read(at -> at.runs().find(List.of("staged", "timed")));
      assertThat(after).isEqualTo(before).hasSize(2);
    }
  }

  @Test
  void a_run_without_a_stage_or_a_timestamp_is_replaced_and_stands_there_once() throws IOException {
    runs_without_a_stage_or_a_timestamp_are_where_they_were_in_an_index_made_anew();
    Chain.bare("staged")
        .meta("stage", "\"live\"")
        .stat("sharpe", "7.5")
        .writeTo(results.resolve("staged"));
    Chain.bare("timed")
        .meta("timestamp", "\"2024-11-05T10:00:00Z\"")
        .stat("sharpe", "7.5")
        .writeTo(results.resolve("timed"));

    try (Lake again = Lake.open(lake.path())) {
      assertThat(Probe.ingest(again, results).replaced()).isEqualTo(2);
      assertThat(Probe.runs(again)).containsOnlyKeys("a", "b", "staged", "timed");
      assertThat(again.runs().where("sharpe = 7.5").count()).isEqualTo(2);
      assertThat(again.verify().findings()).isEmpty();
    }
  }

  @Test
  void rows_that_another_program_put_elsewhere_are_found_by_their_run() {
    for (String run : List.of("m1", "m4")) {
      Chain.of(run).meta("stage", "\"live\"").writeTo(results.resolve(run));
    }
    for (String run : List.of("m2", "m3")) { // between the others: bounds tell nothing
      Chain.of(run).writeTo(results.resolve(run));
    }
    assertThat(Probe.ingest(lake, results).added()).isEqualTo(4);
    asAnotherProgram("equity", ForeignCommitTest::moveTheLarge);

    for (String run : List.of("a", "b", "m1", "m2", "m3", "m4")) {
      assertThat(lake.equity().where("run_id = '" + run + "'").count()).as(run).isEqualTo(3);
    }
  }

  /** Puts what two runs have in one file into another partition. */
  private static void moveTheLarge(Table table) {
    for (DataFile file : AnotherProgram.files(table)) {
      if (file.recordCount() == 6 && "backtest".equals(file.partition().get(0, String.class))) {
        PartitionData elsewhere = new PartitionData(table.spec().partitionType());
        elsewhere.set(0, "elsewhere");
        elsewhere.set(1, 1);
        DataFile moved =
            DataFiles.builder(table.spec())
                .copy(file)
                .withPath(AnotherProgram.copied(file))
                .withPartition(elsewhere)
                .build();
        table.newRewrite().deleteFile(file).addFile(moved).commit();
      }
    }
    assertThat(table.currentSnapshot().operation()).isEqualTo("replace");
  }

  @Test
  void rows_that_another_program_wrote_anew_are_the_same_runs() {
    asAnotherProgram(
        "runs",
        table -> {
          DataFile file = AnotherProgram.aFile(table);
          table.newRewrite().deleteFile(file).addFile(copy(table, file)).commit();
        });

    try (Lake again = Lake.open(lake.path())) {
      assertThat(again.verify().findings()).isEmpty();
      assertThat(Probe.ingest(again, results).unchanged()).isEqualTo(again.runs().count());
    }
  }

  private static DataFile copy(Table table, DataFile file) {
    return DataFiles.builder(table.spec()).copy(file).withPath(AnotherProgram.copied(file)).build();
  }

  @Test
  void a_column_of_another_program_stays_and_is_no_metric() {
    asAnotherProgram(
        "runs",
        table ->
            table
                .updateSchema()
                .addColumn("reviewer", Types.StringType.get())
                .addColumn("sharpe_rank", Types.LongType.get())
                .commit());
    Chain.of("c").stat("reviewer", "1").stat("late", "2").writeTo(results.resolve("c"));
    Chain.of("a").stat("sharpe", "3").writeTo(results.resolve("a"));

    try (Lake again = Lake.open(lake.path())) {
      assertThat(Probe.ingest(again, results).added()).isEqualTo(1);
      assertThat(Probe.runs(again).get("c"))
          .containsEntry("late", 2.0)
          .containsEntry("reviewer", null)
          .containsEntry("overflow", Map.of("reviewer", 1.0));
      assertThat(Probe.runs(again).get("a")).containsEntry("sharpe", 3.0);
      assertThat(again.verify().findings()).isEmpty();
    }
  }

  @Test
  void delete_files_of_another_program_are_refused_by_name_and_never_ignored() {
    asAnotherProgram(
        "runs",
        table -> {
          DataFile data = AnotherProgram.aFile(table);
          DeleteFile delete =
              FileMetadata.deleteFileBuilder(table.spec())
                  .ofPositionDeletes()
                  .withPath(table.location() + "/data/deletes.parquet")
                  .withFormat(FileFormat.PARQUET)
                  .withFileSizeInBytes(100)
                  .withRecordCount(1)
                  .withPartition(data.partition())
                  .build();
          table.newRowDelta().addDeletes(delete).commit();
        });

    try (Lake again = Lake.open(lake.path())) {
      assertThatThrownBy(() -> Probe.runs(again))
          .isInstanceOf(LakeException.class)
          .hasMessageContaining("delete files")
          .hasMessageContaining("runs");
      assertThatThrownBy(() -> again.runs().fetch()).hasMessageContaining("delete files");
      assertThatThrownBy(again::verify).hasMessageContaining("delete files");
    }
  }
}
