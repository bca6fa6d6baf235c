package tools.peak.evidence.artifact;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import tools.peak.evidence.Trades;
import tools.peak.parquet.AllMissing;
import tools.peak.parquet.Instants;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.Strings;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.column.Times;

/** Lays trades out as the columns that upstream's pipeline, or its documented example, writes. */
final class TradesColumns {
  private static final double PERCENT = 100;

  private final List<ParquetColumn> columns = new ArrayList<>();

  private TradesColumns() {}

  /** Columns without any value are left out: an absent column and an empty one are read alike. */
  static List<ParquetColumn> of(Trades trades) {
    TradesColumns layout = new TradesColumns();
    switch (trades.kind()) {
      case ROUND_TRIP -> layout.roundTrips(trades);
      case FILL -> layout.fills(trades);
    }
    for (ParquetColumn other : trades.others()) {
      layout.add(other);
    }
    return layout.columns;
  }

  private void roundTrips(Trades trades) {
    addKey("entry_time", trades.entryTime());
    add("entry_price", trades.entryPrice());
    add("exit_time", trades.exitTime());
    add("exit_price", trades.exitPrice());
    add("size", trades.quantity());
    add("side", trades.side());
    add("pnl", trades.pnl());
    add("pnl_pct", percents(trades.pnlRatio()));
    add("fee", trades.fee());
    add("exit_reason", trades.exitReason());
    add("gross_pnl", trades.grossPnl());
    add("entry_cost", trades.entryCost());
    add("exit_cost", trades.exitCost());
    add("symbol", trades.symbol());
  }

  private void fills(Trades trades) {
    addKey("timestamp", trades.timestamp());
    add("symbol", trades.symbol());
    add("side", trades.side());
    add("quantity", trades.quantity());
    add("price", trades.price());
    add("pnl", trades.pnl());
    add("fee", trades.fee());
  }

  /** The column by which a reader knows what the rows are. */
  private void addKey(String name, Times times) {
    int before = columns.size();
    add(name, times);
    if (columns.size() == before) {
      columns.add(new AllMissing(name, times.size()));
    }
  }

  private void add(String name, Times times) {
    for (int row = 0; row < times.size(); row++) {
      if (times.get(row) != Times.MISSING) {
        columns.add(new Instants(name, times));
        return;
      }
    }
  }

  private void add(String name, Doubles numbers) {
    for (int row = 0; row < numbers.size(); row++) {
      if (!numbers.isMissing(row)) {
        columns.add(new Numbers(name, numbers));
        return;
      }
    }
  }

  private void add(String name, Texts texts) {
    for (int row = 0; row < texts.size(); row++) {
      if (texts.get(row) != null) {
        columns.add(new Strings(name, texts));
        return;
      }
    }
  }

  private void add(ParquetColumn other) {
    for (int row = 0; row < other.size(); row++) {
      if (!other.isMissing(row)) {
        columns.add(other);
        return;
      }
    }
  }

  private static Doubles percents(Doubles ratios) {
    double[] values = new double[ratios.size()];
    BitSet missing = new BitSet();
    for (int row = 0; row < values.length; row++) {
      if (ratios.isMissing(row)) {
        missing.set(row);
      } else {
        values[row] = percent(ratios.get(row));
      }
    }
    return Doubles.of(values, missing);
  }

  /** The percentage that becomes this very fraction when it is read, if there is one. */
  private static double percent(double ratio) {
    double percent = ratio * PERCENT;
    if (percent / PERCENT == ratio) {
      return percent;
    }
    if (Math.nextUp(percent) / PERCENT == ratio) {
      return Math.nextUp(percent);
    }
    return Math.nextDown(percent) / PERCENT == ratio ? Math.nextDown(percent) : percent;
  }
}
