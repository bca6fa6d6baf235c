package tools.peak.lake.write;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Meta;
import tools.peak.evidence.Run;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Value;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.MetricColumns;
import tools.peak.parquet.write.DoubleLeaf;
import tools.peak.parquet.write.LongLeaf;
import tools.peak.parquet.write.MapColumn;
import tools.peak.parquet.write.ParquetWriter;

/** Rows of {@code runs}: a run, its metrics where they have a column, else in the overflow. */
final class RunRows {
  private final IngestRow ingest;
  private final List<Field> fields;

  RunRows(IngestRow ingest, List<Field> fields) {
    this.ingest = ingest;
    this.fields = fields;
  }

  void write(List<StagedRun> runs, ParquetWriter file) throws IOException {
    List<Column> columns = fields.stream().map(Field::column).toList();
    MetricColumns metrics = MetricColumns.of(columns);
    DoubleLeaf[] leaves =
        columns.stream()
            .filter(column -> !LakeTable.RUNS.columns().contains(column))
            .map(column -> file.number(column.name()))
            .toArray(DoubleLeaf[]::new);
    for (StagedRun run : runs) {
      attributes(run, file);
      stats(run.run(), metrics, leaves, file);
      file.endRow();
    }
  }

  private void attributes(StagedRun staged, ParquetWriter file) {
    Run run = staged.run();
    Meta meta = run.meta();
    int row = file.row();
    file.text("run_id").set(row, meta.runId());
    file.text("strategy").set(row, meta.strategy());
    file.text("symbol").set(row, meta.symbol());
    day(meta.startDate(), file.whole("start_date"), row);
    day(meta.endDate(), file.whole("end_date"), row);
    file.text("git_sha").set(row, meta.gitSha());
    instant(meta.timestamp(), file.whole("timestamp"), row);
    file.text("stage").set(row, meta.stage());
    file.text("runner").set(row, meta.runner());
    file.text("data_source").set(row, meta.dataSource());
    file.text("source_tool").set(row, meta.sourceTool());
    file.text("source_version").set(row, meta.sourceVersion());
    file.text("source_path").set(row, staged.sourcePath());
    file.text("evidence_sha256").set(row, run.evidenceSha256());
    file.text("trace_id").set(row, meta.traceId());
    file.text("study").set(row, meta.study());
    file.text("fold").set(row, meta.fold());
    file.text("sample").set(row, meta.sample());
    file.text("anchor_run_id").set(row, meta.anchorRunId());
    file.text("session_id").set(row, meta.sessionId());
    file.text("data_sha256").set(row, meta.dataSha256());
    file.text("config_sha256").set(row, meta.configSha256());
    if (meta.gitDirty() != null) {
      file.truth("git_dirty").set(row, meta.gitDirty());
    }
    file.text("meta_json").set(row, meta.json());
    file.text("params_json").set(row, run.paramsJson());
    values(file.map("meta"), row, meta.values());
    values(file.map("params"), row, run.params());
    file.text("ingest_id").set(row, ingest.ingestId());
    instant(ingest.at(), file.whole("ingested_at"), row);
  }

  private static void stats(
      Run run, MetricColumns metrics, DoubleLeaf[] leaves, ParquetWriter file) {
    Map<String, Double> overflow = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    for (Stat stat : run.metrics()) {
      Double value = stat.value();
      if (value != null) {
        int position = metrics.position(stat.metric());
        if (position < 0) {
          overflow.put(stat.metric(), value);
        } else {
          leaves[position].set(file.row(), value);
        }
      }
      if (stat.text() != null) {
        texts.put(stat.metric(), stat.text());
      }
    }
    file.map("overflow").numbers(file.row(), overflow);
    file.map("stats_text").texts(file.row(), texts);
  }

  private static void day(@Nullable LocalDate day, LongLeaf leaf, int row) {
    if (day != null) {
      leaf.set(row, day.toEpochDay());
    }
  }

  private static void instant(@Nullable Instant instant, LongLeaf leaf, int row) {
    if (instant != null) {
      leaf.set(row, micros(instant));
    }
  }

  /** A row's map of typed values. */
  static void values(MapColumn map, int row, List<Value> values) {
    map.begin(row, values.size());
    for (Value value : values) {
      map.value(value.key(), value.type().text(), value.text(), value.number());
    }
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
