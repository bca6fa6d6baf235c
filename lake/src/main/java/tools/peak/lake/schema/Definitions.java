package tools.peak.lake.schema;

import static tools.peak.lake.schema.ColumnType.BOOLEAN;
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

/** The lake's tables. Names and columns are a contract; columns may be added. */
final class Definitions {
  static final TableDefinition RUNS =
      TableDefinition.of(
              List.of("run_id"),
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
              new Column("study", TEXT),
              new Column("fold", TEXT),
              new Column("sample", TEXT),
              new Column("anchor_run_id", TEXT),
              new Column("session_id", TEXT),
              new Column("data_sha256", TEXT),
              new Column("config_sha256", TEXT),
              new Column("git_dirty", BOOLEAN),
              new Column("meta_json", TEXT),
              new Column("params_json", TEXT),
              new Column("meta", VALUES),
              new Column("params", VALUES),
              new Column("ingest_id", TEXT),
              new Column("ingested_at", TIMESTAMP),
              new Column("overflow", NUMBERS),
              new Column("stats_text", TEXTS))
          .partitionedBy("timestamp")
          .raw("meta_json", "params_json")
          .longTexts("meta_json", "params_json", "evidence_sha256", "data_sha256", "config_sha256");

  static final TableDefinition TRADES =
      TableDefinition.of(
              List.of("run_id", "trade_seq"),
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
              new Column("run_timestamp", TIMESTAMP))
          .partitionedBy("run_timestamp");

  static final TableDefinition EQUITY =
      TableDefinition.of(
              List.of("run_id", "seq"),
              new Column("run_id", TEXT),
              new Column("seq", INT),
              new Column("timestamp", TIMESTAMP),
              new Column("equity", DOUBLE),
              new Column("stage", TEXT),
              new Column("run_timestamp", TIMESTAMP))
          .partitionedBy("run_timestamp");

  static final TableDefinition ARTIFACTS =
      TableDefinition.of(
              List.of("run_id", "name"),
              new Column("run_id", TEXT),
              new Column("name", TEXT),
              new Column("bytes", LONG),
              new Column("sha256", TEXT),
              new Column("content", TEXT),
              new Column("stage", TEXT),
              new Column("run_timestamp", TIMESTAMP))
          .partitionedBy("run_timestamp")
          .longTexts("sha256", "content");

  static final TableDefinition SPANS =
      TableDefinition.of(
              List.of("run_id", "seq"),
              new Column("run_id", TEXT),
              new Column("seq", INT),
              new Column("trace_id", TEXT),
              new Column("span_id", TEXT),
              new Column("parent_span_id", TEXT),
              new Column("name", TEXT),
              new Column("kind", TEXT),
              new Column("start", TIMESTAMP),
              new Column("duration_ns", LONG),
              new Column("status", TEXT),
              new Column("status_message", TEXT),
              new Column("attributes", VALUES),
              new Column("events", TEXT),
              new Column("links", TEXT),
              new Column("service_name", TEXT),
              new Column("service_version", TEXT),
              new Column("resource", VALUES),
              new Column("stage", TEXT),
              new Column("run_timestamp", TIMESTAMP))
          .partitionedBy("run_timestamp")
          .since(2)
          .raw("events", "links")
          .longTexts("status_message", "events", "links");

  static final TableDefinition INGESTS =
      TableDefinition.of(
              List.of("ingest_id", "batch"),
              new Column("ingest_id", TEXT),
              new Column("batch", INT),
              new Column("ingested_at", TIMESTAMP),
              new Column("added", LONG),
              new Column("replaced", LONG),
              new Column("trades", LONG),
              new Column("equity_points", LONG),
              new Column("artifacts", LONG),
              new Column("roots", TEXT),
              new Column("peak_version", TEXT),
              new Column("version", LONG))
          .sortedBy("ingested_at");

  private Definitions() {}
}
