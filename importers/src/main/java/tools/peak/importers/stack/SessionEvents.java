package tools.peak.importers.stack;

import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.importers.CurveRows;
import tools.peak.importers.RunDraft;
import tools.peak.importers.Tables;
import tools.peak.importers.TradeRows;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetTable;
import tools.peak.parquet.column.Times;

/**
 * A session's events, a row a step: its equity is the curve; a step at which orders were filled is
 * a fill of as much as the position changed by.
 */
final class SessionEvents {
  private final RunDraft run;
  private final String file;
  private final @Nullable String symbol;

  SessionEvents(RunDraft run, String file, @Nullable String symbol) {
    this.run = run;
    this.file = file;
    this.symbol = symbol;
  }

  void read(ParquetTable table) throws Refusal {
    ParquetColumn step = table.column("step");
    if (step == null && table.column("equity") == null) {
      throw new Refusal(
          new Problem.InvalidStore(
              file, "has neither a column step nor a column equity: it holds no events"));
    }
    CurveRows curve = new CurveRows(file, run.budget());
    TradeRows fills = new TradeRows(file, run.budget());
    double position = 0;
    double realized = 0;
    double[] orders = new double[4];
    int signals = 0;
    double last = Double.NaN;
    for (int row = 0; row < table.rows(); row++) {
      long at = time(table, row);
      double equity = number(table, "equity", row);
      if (!Double.isNaN(equity)) {
        curve.add(at, equity);
        last = equity;
      }
      double held = number(table, "position_size", row);
      double gained = number(table, "realized_pnl", row);
      double filled = number(table, "orders_filled", row);
      if (filled > 0) {
        fill(fills, table, row, at, held - position, gained - realized);
      }
      position = Double.isNaN(held) ? position : held;
      realized = Double.isNaN(gained) ? realized : gained;
      orders[0] += plain(number(table, "orders_generated", row));
      orders[1] += plain(filled);
      orders[2] += plain(number(table, "orders_rejected", row));
      orders[3] += plain(number(table, "orders_blocked", row));
      signals += isTrue(table, "signal_changed", row) ? 1 : 0;
    }
    run.equity(curve.curve());
    run.trades(fills.fills());
    run.stat("total_steps", table.rows());
    run.stat("total_orders", orders[0]);
    run.stat("filled_orders", orders[1]);
    run.stat("rejected_orders", orders[2]);
    run.stat("blocked_trades", orders[3]);
    run.stat("signal_changes", signals);
    run.stat("realized_pnl", realized);
    if (!Double.isNaN(last)) {
      run.stat("final_equity", last);
    }
  }

  private void fill(
      TradeRows fills, ParquetTable table, int row, long at, double change, double pnl)
      throws Refusal {
    fills.next();
    if (at != Times.MISSING) {
      fills.time("timestamp", at);
    }
    if (symbol != null) {
      fills.text("symbol", symbol);
    }
    double signal = number(table, "signal", row);
    double direction = Double.isNaN(change) || change == 0 ? signal : change;
    if (direction != 0 && !Double.isNaN(direction)) {
      fills.text("side", direction > 0 ? "buy" : "sell");
    }
    number(fills, "quantity", Math.abs(change));
    double price = number(table, "price", row);
    number(fills, "price", Double.isNaN(price) ? number(table, "close", row) : price);
    number(fills, "pnl", pnl);
    number(fills, "step", number(table, "step", row));
    number(fills, "signal", signal);
    number(fills, "orders_filled", number(table, "orders_filled", row));
  }

  private static void number(TradeRows fills, String column, double value) throws Refusal {
    if (!Double.isNaN(value)) {
      fills.number(column, value);
    }
  }

  /** The bar's time; where it has none, that of the event. */
  private static long time(ParquetTable table, int row) {
    long bar = Tables.micros(table.column("ts_bar"), row);
    return bar == Times.MISSING ? Tables.micros(table.column("ts_event"), row) : bar;
  }

  private static double number(ParquetTable table, String column, int row) {
    return Tables.number(table.column(column), row);
  }

  private static double plain(double number) {
    return Double.isNaN(number) ? 0 : number;
  }

  private static boolean isTrue(ParquetTable table, String column, int row) {
    ParquetColumn flags = table.column(column);
    String text = flags == null ? null : flags.text(row);
    return text != null && (text.equalsIgnoreCase("true") || text.equals("1"));
  }
}
