package tools.peak.lake.internal.duckdb;

import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import tools.peak.evidence.Artifact;
import tools.peak.evidence.Meta;
import tools.peak.evidence.Run;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Trades;
import tools.peak.lake.internal.Batch;
import tools.peak.lake.internal.BatchRun;
import tools.peak.lake.schema.MetricColumns;

/** A run's rows, in the order of the columns of {@code LakeTable}, each with its part behind. */
final class BatchRows {
  private final Batch batch;
  private final MetricColumns metrics;
  private final double[] values;
  private final BitSet present;

  BatchRows(Batch batch, MetricColumns metrics) {
    this.batch = batch;
    this.metrics = metrics;
    this.values = new double[metrics.size()];
    this.present = new BitSet(metrics.size());
  }

  void run(BatchRun batchRun, int part, Rows rows) throws SQLException {
    Run run = batchRun.run();
    Meta meta = run.meta();
    rows.begin()
        .text(meta.runId())
        .text(meta.strategy())
        .text(meta.symbol())
        .date(meta.startDate())
        .date(meta.endDate())
        .text(meta.gitSha())
        .instant(meta.timestamp())
        .text(meta.stage())
        .text(meta.runner())
        .text(meta.dataSource())
        .text(meta.sourceTool())
        .text(meta.sourceVersion())
        .text(batchRun.sourcePath())
        .text(run.evidenceSha256())
        .text(meta.traceId())
        .text(meta.json())
        .text(run.paramsJson())
        .values(meta.values())
        .values(run.params())
        .text(batch.ingestId())
        .instant(batch.at());
    stats(run, rows);
    rows.number(part).end();
  }

  private void stats(Run run, Rows rows) throws SQLException {
    present.clear();
    Map<String, Double> overflow = new HashMap<>();
    Map<String, String> texts = new HashMap<>();
    for (Stat stat : run.stats()) {
      Double value = stat.value();
      if (value != null) {
        int position = metrics.position(stat.metric());
        if (position < 0) {
          overflow.put(stat.metric(), value);
        } else {
          values[position] = value;
          present.set(position);
        }
      }
      if (stat.text() != null) {
        texts.put(stat.metric(), stat.text());
      }
    }
    rows.map(overflow).map(texts);
    for (int i = 0; i < values.length; i++) {
      if (present.get(i)) {
        rows.number(values[i]);
      } else {
        rows.missing();
      }
    }
  }

  void trades(BatchRun batchRun, int part, Rows rows) throws SQLException {
    Run run = batchRun.run();
    Trades trades = run.trades();
    for (int i = 0; i < trades.size(); i++) {
      String symbol = trades.symbol().get(i);
      rows.begin()
          .text(run.runId())
          .number(i)
          .text(trades.kind().text())
          .at(trades.timestamp(), i)
          .text(symbol == null ? run.meta().symbol() : symbol)
          .at(trades.side(), i)
          .at(trades.quantity(), i)
          .at(trades.price(), i)
          .at(trades.pnl(), i)
          .at(trades.entryTime(), i)
          .at(trades.entryPrice(), i)
          .at(trades.exitTime(), i)
          .at(trades.exitPrice(), i)
          .at(trades.pnlRatio(), i)
          .at(trades.fee(), i)
          .at(trades.exitReason(), i)
          .at(trades.grossPnl(), i)
          .at(trades.entryCost(), i)
          .at(trades.exitCost(), i)
          .at(trades.timeBasis(), i)
          .map(others(trades, i));
      end(batchRun, part, rows);
    }
  }

  private static Map<String, String> others(Trades trades, int row) {
    if (trades.others().isEmpty()) {
      return Map.of();
    }
    Map<String, String> others = new HashMap<>();
    for (Trades.Other other : trades.others()) {
      String value = other.values().get(row);
      if (value != null) {
        others.put(other.name(), value);
      }
    }
    return others;
  }

  void artifacts(BatchRun batchRun, int part, Rows rows) throws SQLException {
    for (Artifact artifact : batchRun.run().artifacts()) {
      rows.begin()
          .text(batchRun.run().runId())
          .text(artifact.name())
          .number(artifact.bytes())
          .text(artifact.sha256())
          .text(artifact.content());
      end(batchRun, part, rows);
    }
  }

  private static void end(BatchRun batchRun, int part, Rows rows) throws SQLException {
    Meta meta = batchRun.run().meta();
    rows.text(meta.stage()).instant(meta.timestamp()).number(part).end();
  }
}
