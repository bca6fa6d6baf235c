package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.ingest.IngestResult;

/** Another program changed how a table is partitioned, sorted, or which columns it has. */
final class EvolvedTableTest {
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

  private void evolve(Consumer<Table> deed) {
    AnotherProgram.at(lake, "runs", deed);
  }

  /** Runs are read, found, replaced and added as before. */
  private void assertWorks() throws IOException {
    assertThat(Probe.runs(lake)).containsOnlyKeys("a", "b");
    assertThat(lake.runs().where("run_id = 'b'").count()).isEqualTo(1);
    assertThat(lake.runs().where("stage = 'live'").count()).isEqualTo(1);
    Chain.of("a").stat("sharpe", "7.5").writeTo(results.resolve("a"));
    Chain.of("c").writeTo(results.resolve("c"));
    IngestResult result = Probe.ingest(lake, results);
    assertThat(result.added()).isEqualTo(1);
    assertThat(result.replaced()).isEqualTo(1);
    assertThat(lake.runs().where("sharpe = 7.5").count()).isEqualTo(1);
    assertThat(Probe.runs(lake)).containsOnlyKeys("a", "b", "c");
    assertThat(lake.verify().findings()).isEmpty();
    AnotherProgram.at(
        lake,
        "runs",
        table -> assertThat(AnotherProgram.records(table)).isEqualTo(3)); // and it reads on
  }

  @Test
  void with_a_partition_more() throws IOException {
    evolve(table -> table.updateSpec().addField("strategy").commit());

    assertWorks();
  }

  @Test
  void with_a_partition_less() throws IOException {
    evolve(table -> table.updateSpec().removeField("stage").commit());

    assertWorks();
  }

  @Test
  void with_other_partitions() throws IOException {
    evolve(
        table ->
            table
                .updateSpec()
                .removeField("stage")
                .removeField("timestamp_month")
                .addField(Expressions.bucket("run_id", 4))
                .commit());

    assertWorks();
  }

  @Test
  void with_another_order() throws IOException {
    evolve(table -> table.replaceSortOrder().desc("symbol").commit());

    assertWorks();
  }

  @Test
  void with_its_columns_in_another_order_and_one_more() throws IOException {
    evolve(
        table ->
            table
                .updateSchema()
                .moveFirst("symbol")
                .moveAfter("run_id", "strategy")
                .addColumn("reviewed", Types.BooleanType.get())
                .commit());

    assertWorks();
  }

  /** Puts the rows of runs into a file of partitions that tell nothing of stage and month. */
  private void rewritten() {
    evolve(
        table -> {
          table
              .updateSpec()
              .removeField("stage")
              .removeField("timestamp_month")
              .addField("strategy")
              .commit();
          DataFile file = AnotherProgram.aFile(table);
          PartitionData values = new PartitionData(table.spec().partitionType());
          values.set(table.spec().fields().size() - 1, "any");
          table
              .newRewrite()
              .deleteFile(file)
              .addFile(
                  DataFiles.builder(table.spec())
                      .withFormat(file.format())
                      .withFileSizeInBytes(file.fileSizeInBytes())
                      .withMetrics(
                          new Metrics(
                              file.recordCount(),
                              null,
                              file.valueCounts(),
                              file.nullValueCounts(),
                              null,
                              file.lowerBounds(),
                              file.upperBounds()))
                      .withPartition(values)
                      .withPath(AnotherProgram.copied(file))
                      .build())
              .commit();
        });
  }

  @Test
  void rows_of_other_partitions_are_found_and_refused_by_name_when_they_must_be_written_anew()
      throws IOException {
    rewritten();

    assertThat(Probe.runs(lake)).containsOnlyKeys("a", "b");
    assertThat(lake.runs().where("run_id = 'a'").count()).isEqualTo(1);
    assertThat(lake.runs().where("run_id in ('a', 'b')").count()).isEqualTo(2);
    assertThat(lake.verify().findings()).isEmpty();
    Chain.of("a").stat("sharpe", "7.5").writeTo(results.resolve("a"));
    Chain.of("b").meta("stage", "\"live\"").stat("sharpe", "7.5").writeTo(results.resolve("b"));
    assertThatThrownBy(() -> Probe.ingest(lake, results))
        .isInstanceOf(LakeException.class)
        .hasMessageContaining("copy.parquet: another program wrote rows of several stages")
        .hasMessageContaining("the lake is as before");
    assertThat(Probe.runs(lake)).containsOnlyKeys("a", "b");
  }

  private void assertRefused(String... words) {
    assertThatThrownBy(() -> lake.runs().count())
        .isInstanceOf(LakeException.class)
        .hasMessageContainingAll(words)
        .hasMessageStartingWith("the table runs: another program ");
    Chain.of("c").writeTo(results.resolve("c"));
    assertThatThrownBy(() -> Probe.ingest(lake, results))
        .isInstanceOf(LakeException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void without_a_column_that_peak_needs_until_it_is_back() {
    evolve(table -> table.updateSchema().renameColumn("symbol", "ticker").commit());

    assertRefused("renamed, dropped or retyped the column symbol");

    evolve(table -> table.updateSchema().renameColumn("ticker", "symbol").commit());
    assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);
    assertThat(lake.verify().findings()).isEmpty();
  }

  @Test
  void with_a_column_that_peak_needs_dropped_and_added_anew() {
    evolve(table -> table.updateSchema().deleteColumn("symbol").commit());
    evolve(table -> table.updateSchema().addColumn("symbol", Types.StringType.get()).commit());

    assertRefused("renamed, dropped or retyped the column symbol");
  }

  @Test
  void with_a_column_of_a_type_that_peak_does_not_read() {
    evolve(
        table ->
            table
                .updateSchema()
                .addColumn("reviewers", Types.ListType.ofOptional(1, Types.StringType.get()))
                .commit());

    assertRefused("added the column reviewers of type list<string>", "drop it there");

    evolve(table -> table.updateSchema().deleteColumn("reviewers").commit());
    assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);
  }
}
