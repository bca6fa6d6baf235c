package tools.peak.lake.write;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.peak.evidence.Artifact;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Meta;
import tools.peak.evidence.Run;
import tools.peak.evidence.Span;
import tools.peak.evidence.Trades;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.column.Times;
import tools.peak.parquet.write.DoubleLeaf;
import tools.peak.parquet.write.LongLeaf;
import tools.peak.parquet.write.MapColumn;
import tools.peak.parquet.write.ParquetWriter;
import tools.peak.parquet.write.TextLeaf;

/** Rows of the tables that hold many a run: points, trades, artifacts. */
final class ChildRows {
  private static final long NANOS_A_MICRO = 1_000;

  /** Between two looks at how much the row group holds. */
  private static final int TRADES_AT_ONCE = 1_024;

  private final ParquetWriter file;
  private final TextLeaf runId;
  private final TextLeaf stage;
  private final LongLeaf runTimestamp;

  ChildRows(ParquetWriter file) {
    this.file = file;
    this.runId = file.text("run_id");
    this.stage = file.text("stage");
    this.runTimestamp = file.whole("run_timestamp");
  }

  /** What a row says of its run. */
  private void ofRun(StagedRun run, int count) {
    Meta meta = run.run().meta();
    Instant timestamp = meta.timestamp();
    runId.set(file.row(), meta.runId(), count);
    stage.set(file.row(), meta.stage(), count);
    if (timestamp != null) {
      runTimestamp.set(file.row(), RunRows.micros(timestamp), count);
    }
  }

  void equity(List<StagedRun> runs) throws IOException {
    LongLeaf seq = file.whole("seq");
    LongLeaf timestamp = file.whole("timestamp");
    DoubleLeaf equity = file.number("equity");
    for (StagedRun run : runs) {
      EquityCurve curve = run.run().equity();
      for (int from = 0; from < curve.size(); ) {
        int count = Math.min(file.room(), curve.size() - from);
        ofRun(run, count);
        seq.setRising(file.row(), from, count);
        times(curve.timestamps(), from, count, timestamp);
        numbers(curve.equity(), from, count, equity);
        file.endRows(count);
        from += count;
      }
    }
  }

  void trades(List<StagedRun> runs) throws IOException {
    for (StagedRun run : runs) {
      Trades trades = run.run().trades();
      for (int from = 0; from < trades.size(); ) {
        int count = Math.min(Math.min(file.room(), TRADES_AT_ONCE), trades.size() - from);
        ofRun(run, count);
        trades(run.run(), from, count);
        file.endRows(count);
        from += count;
      }
    }
  }

  private void trades(Run run, int from, int count) {
    Trades trades = run.trades();
    file.whole("trade_seq").setRising(file.row(), from, count);
    file.text("kind").set(file.row(), trades.kind().text(), count);
    times(trades.timestamp(), from, count, file.whole("timestamp"));
    symbols(run, from, count);
    texts(trades.side(), from, count, file.text("side"));
    numbers(trades.quantity(), from, count, file.number("quantity"));
    numbers(trades.price(), from, count, file.number("price"));
    numbers(trades.pnl(), from, count, file.number("pnl"));
    times(trades.entryTime(), from, count, file.whole("entry_time"));
    numbers(trades.entryPrice(), from, count, file.number("entry_price"));
    times(trades.exitTime(), from, count, file.whole("exit_time"));
    numbers(trades.exitPrice(), from, count, file.number("exit_price"));
    numbers(trades.pnlRatio(), from, count, file.number("pnl_ratio"));
    numbers(trades.fee(), from, count, file.number("fee"));
    texts(trades.exitReason(), from, count, file.text("exit_reason"));
    numbers(trades.grossPnl(), from, count, file.number("gross_pnl"));
    numbers(trades.entryCost(), from, count, file.number("entry_cost"));
    numbers(trades.exitCost(), from, count, file.number("exit_cost"));
    texts(trades.timeBasis(), from, count, file.text("time_basis"));
    MapColumn others = file.map("others");
    for (int i = 0; i < count; i++) {
      others.texts(file.row() + i, others(trades, from + i));
    }
  }

  /** A trade is of the run's symbol unless its file says another. */
  private void symbols(Run run, int from, int count) {
    TextLeaf leaf = file.text("symbol");
    for (int i = 0; i < count; i++) {
      String symbol = run.trades().symbol().get(from + i);
      leaf.set(file.row() + i, symbol == null ? run.meta().symbol() : symbol);
    }
  }

  private static Map<String, String> others(Trades trades, int row) {
    if (trades.others().isEmpty()) {
      return Map.of();
    }
    Map<String, String> others = new LinkedHashMap<>();
    for (ParquetColumn other : trades.others()) {
      String value = other.text(row);
      if (value != null) {
        others.put(other.name(), value);
      }
    }
    return others;
  }

  void artifacts(List<StagedRun> runs) throws IOException {
    TextLeaf name = file.text("name");
    LongLeaf bytes = file.whole("bytes");
    TextLeaf sha256 = file.text("sha256");
    TextLeaf content = file.text("content");
    for (StagedRun run : runs) {
      for (Artifact artifact : run.run().artifacts()) {
        ofRun(run, 1);
        name.set(file.row(), artifact.name());
        bytes.set(file.row(), artifact.bytes());
        sha256.set(file.row(), artifact.sha256());
        content.set(file.row(), artifact.content());
        file.endRow();
      }
    }
  }

  void spans(List<StagedRun> runs) throws IOException {
    for (StagedRun run : runs) {
      int seq = 0;
      for (Span span : run.run().spans()) {
        ofRun(run, 1);
        file.whole("seq").set(file.row(), seq++);
        span(span, file.row());
        file.endRow();
      }
    }
  }

  private void span(Span span, int row) {
    file.text("trace_id").set(row, span.traceId());
    file.text("span_id").set(row, span.spanId());
    file.text("parent_span_id").set(row, span.parentSpanId());
    file.text("name").set(row, span.name());
    file.text("kind").set(row, span.kind());
    if (span.startNanos() != Span.MISSING) {
      file.whole("start").set(row, Math.floorDiv(span.startNanos(), NANOS_A_MICRO));
    }
    if (span.durationNanos() != Span.MISSING) {
      file.whole("duration_ns").set(row, span.durationNanos());
    }
    file.text("status").set(row, span.status());
    file.text("status_message").set(row, span.statusMessage());
    RunRows.values(file.map("attributes"), row, span.attributes());
    file.text("events").set(row, span.events());
    file.text("links").set(row, span.links());
    file.text("service_name").set(row, span.resource().serviceName());
    file.text("service_version").set(row, span.resource().serviceVersion());
    RunRows.values(file.map("resource"), row, span.resource().attributes());
  }

  private void texts(Texts column, int from, int count, TextLeaf leaf) {
    for (int i = 0; i < count; i++) {
      leaf.set(file.row() + i, column.get(from + i));
    }
  }

  private void times(Times column, int from, int count, LongLeaf leaf) {
    for (int i = 0; i < count; i++) {
      long time = column.get(from + i);
      if (time != Times.MISSING) {
        leaf.set(file.row() + i, time);
      }
    }
  }

  private void numbers(Doubles column, int from, int count, DoubleLeaf leaf) {
    for (int i = 0; i < count; i++) {
      if (!column.isMissing(from + i)) {
        leaf.set(file.row() + i, column.get(from + i));
      }
    }
  }
}
