package tools.peak.runner.sweep;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Trades;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.column.Times;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.simulation.RoundTrip;
import tools.peak.runner.simulation.Simulation;

/** A simulation as the Evidence Chain's columns. */
final class Records {
  private static final String LONG = "long";
  private static final String BAR_TIME = "bar";

  private Records() {}

  /** One point a bar. */
  static EquityCurve curve(Bars bars, Simulation simulation) {
    long[] micros = new long[bars.size()];
    Arrays.setAll(micros, bars::micros);
    return new EquityCurve(Times.ofMicros(micros), Doubles.of(simulation.equity(), new BitSet()));
  }

  /** Round trips, timed by their bars; entry and exit cost are the fees of each side. */
  static Trades trades(Bars bars, Simulation simulation) {
    List<RoundTrip> trades = simulation.trades();
    Times entryTime = times(bars, trades, RoundTrip::entryBar);
    Doubles quantity = numbers(trades, RoundTrip::quantity);
    Doubles entryPrice = numbers(trades, RoundTrip::entryPrice);
    return new Trades(
        Trades.Kind.ROUND_TRIP,
        trades.size(),
        entryTime,
        Texts.missing(trades.size()),
        same(trades, LONG),
        quantity,
        entryPrice,
        numbers(trades, RoundTrip::pnl),
        entryTime,
        entryPrice,
        times(bars, trades, RoundTrip::exitBar),
        numbers(trades, RoundTrip::exitPrice),
        numbers(trades, RoundTrip::pnlRatio),
        numbers(trades, RoundTrip::fee),
        Texts.of(trades.stream().map(trade -> trade.exitReason().text()).toArray(String[]::new)),
        numbers(trades, RoundTrip::grossPnl),
        numbers(trades, RoundTrip::entryFee),
        numbers(trades, RoundTrip::exitFee),
        same(trades, BAR_TIME),
        List.of());
  }

  private static Times times(Bars bars, List<RoundTrip> trades, ToIntFunction<RoundTrip> bar) {
    return Times.ofMicros(trades.stream().mapToInt(bar).mapToLong(bars::micros).toArray());
  }

  private static Doubles numbers(List<RoundTrip> trades, ToDoubleFunction<RoundTrip> value) {
    return Doubles.of(trades.stream().mapToDouble(value).toArray(), new BitSet());
  }

  private static Texts same(List<RoundTrip> trades, String text) {
    String[] texts = new String[trades.size()];
    Arrays.fill(texts, text);
    return Texts.of(texts);
  }
}
