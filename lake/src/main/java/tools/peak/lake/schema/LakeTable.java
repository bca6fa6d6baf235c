package tools.peak.lake.schema;

import static tools.peak.lake.schema.ColumnType.DATE;
import static tools.peak.lake.schema.ColumnType.DOUBLE;
import static tools.peak.lake.schema.ColumnType.INT;
import static tools.peak.lake.schema.ColumnType.LONG;
import static tools.peak.lake.schema.ColumnType.NUMBERS;
import static tools.peak.lake.schema.ColumnType.TEXT;
import static tools.peak.lake.schema.ColumnType.TEXTS;
import static tools.peak.lake.schema.ColumnType.TIMESTAMP;
import static tools.peak.lake.schema.ColumnType.VALUES;

import java.util.List;
import java.util.Locale;

/** The Iceberg tables of a lake. Names and columns are a contract; columns may be added. */
public enum LakeTable {
  /** A row is a run. One DOUBLE column a metric is added behind these as metrics turn up. */
  RUNS(
      "timestamp",
      new Column("run_id", TEXT),
      new Column("strategy", TEXT),
      new Column("symbol", TEXT),
      new Column("start_date", DATE),
      new Column("end_date", DATE),
      new Column("git_sha", TEXT),
      new Column("timestamp", TIMESTAMP),
      new Column("stage", TEXT),
      new Column("runner", TEXT),
      new Column("data_source", TEXT),
      new Column("source_tool", TEXT),
      new Column("source_version", TEXT),
      new Column("source_path", TEXT),
      new Column("evidence_sha256", TEXT),
      new Column("trace_id", TEXT),
      new Column("meta_json", TEXT),
      new Column("params_json", TEXT),
      new Column("meta", VALUES),
      new Column("params", VALUES),
      new Column("ingest_id", TEXT),
      new Column("ingested_at", TIMESTAMP),
      new Column("overflow", NUMBERS),
      new Column("stats_text", TEXTS)),
  /** A row is a round trip or a fill. */
  TRADES(
      "run_timestamp",
      new Column("run_id", TEXT),
      new Column("trade_seq", INT),
      new Column("kind", TEXT),
      new Column("timestamp", TIMESTAMP),
      new Column("symbol", TEXT),
      new Column("side", TEXT),
      new Column("quantity", DOUBLE),
      new Column("price", DOUBLE),
      new Column("pnl", DOUBLE),
      new Column("entry_time", TIMESTAMP),
      new Column("entry_price", DOUBLE),
      new Column("exit_time", TIMESTAMP),
      new Column("exit_price", DOUBLE),
      new Column("pnl_ratio", DOUBLE),
      new Column("fee", DOUBLE),
      new Column("exit_reason", TEXT),
      new Column("gross_pnl", DOUBLE),
      new Column("entry_cost", DOUBLE),
      new Column("exit_cost", DOUBLE),
      new Column("time_basis", TEXT),
      new Column("others", TEXTS),
      new Column("stage", TEXT),
      new Column("run_timestamp", TIMESTAMP)),
  /** A row is a point of a run's equity curve. */
  EQUITY(
      "run_timestamp",
      new Column("run_id", TEXT),
      new Column("seq", INT),
      new Column("timestamp", TIMESTAMP),
      new Column("equity", DOUBLE),
      new Column("stage", TEXT),
      new Column("run_timestamp", TIMESTAMP)),
  /** A row is a file of a run's folder. */
  ARTIFACTS(
      "run_timestamp",
      new Column("run_id", TEXT),
      new Column("name", TEXT),
      new Column("bytes", LONG),
      new Column("sha256", TEXT),
      new Column("content", TEXT),
      new Column("stage", TEXT),
      new Column("run_timestamp", TIMESTAMP)),
  /** A row is a batch that was committed. It has no partitions. */
  INGESTS(
      "",
      new Column("ingest_id", TEXT),
      new Column("batch", INT),
      new Column("committed_at", TIMESTAMP),
      new Column("added", LONG),
      new Column("replaced", LONG),
      new Column("trades", LONG),
      new Column("equity_points", LONG),
      new Column("artifacts", LONG),
      new Column("roots", TEXT),
      new Column("peak_version", TEXT));

  private final String partitionTime;
  private final List<Column> columns;

  LakeTable(String partitionTime, Column... columns) {
    this.partitionTime = partitionTime;
    this.columns = List.of(columns);
  }

  /** The table's name in the namespace {@code lake}. */
  public String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The columns that every lake has, in the order of the table. */
  public List<Column> columns() {
    return columns;
  }

  /** Whether the table holds rows of runs, partitioned by stage and month. */
  public boolean isPartitioned() {
    return !partitionTime.isEmpty();
  }

  /** The column whose month is the second partition field; the first is {@code stage}. */
  public String partitionTime() {
    return partitionTime;
  }
}
