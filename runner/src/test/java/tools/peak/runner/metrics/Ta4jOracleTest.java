package tools.peak.runner.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ta4j.core.AnalysisCriterion;
import org.ta4j.core.AnalysisCriterion.PositionFilter;
import org.ta4j.core.Bar;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.BaseTradingRecord;
import org.ta4j.core.Trade.TradeType;
import org.ta4j.core.TradingRecord;
import org.ta4j.core.analysis.CashFlow;
import org.ta4j.core.analysis.cost.LinearTransactionCostModel;
import org.ta4j.core.analysis.cost.ZeroCostModel;
import org.ta4j.core.criteria.MaximumDrawdownCriterion;
import org.ta4j.core.criteria.NumberOfLosingPositionsCriterion;
import org.ta4j.core.criteria.NumberOfPositionsCriterion;
import org.ta4j.core.criteria.NumberOfWinningPositionsCriterion;
import org.ta4j.core.criteria.PositionsRatioCriterion;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.NumFactory;
import tools.peak.evidence.curve.CurveMetrics;
import tools.peak.runner.TestBars;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.simulation.CostModel;
import tools.peak.runner.simulation.RoundTrip;
import tools.peak.runner.simulation.Simulation;
import tools.peak.runner.strategy.Market;
import tools.peak.runner.strategy.Strategy.MaCrossover;
import tools.peak.runner.strategy.StrategySignals;

/**
 * Ours against ta4j's own accounting of the same trades. ta4j knows no slippage, stakes one unit a
 * trade, and leaves the entry bar out of its cash flow; where that makes no difference, the numbers
 * must be equal.
 */
class Ta4jOracleTest {
  private static final NumFactory NUMBERS = DoubleNumFactory.getInstance();
  private static final double FEE_BPS = 10;

  private final Bars bars = TestBars.walk(1_500, 42);
  private final Simulation simulation =
      Simulation.of(
          bars,
          StrategySignals.of(new MaCrossover(5, 20), new Market(bars)),
          new CostModel(FEE_BPS, 0));
  private final TradeMetrics trades = new TradeMetrics(simulation.trades());
  private final BarSeries series = series();
  private final TradingRecord record = record();

  @Test
  void trades_are_counted_alike() {
    assertThat(trades.total()).isGreaterThan(20);
    assertThat((double) trades.total()).isEqualTo(ta4j(new NumberOfPositionsCriterion()));
    assertThat((double) trades.winning()).isEqualTo(ta4j(new NumberOfWinningPositionsCriterion()));
    assertThat((double) trades.losing()).isEqualTo(ta4j(new NumberOfLosingPositionsCriterion()));
    assertThat(trades.winRate())
        .isCloseTo(ta4j(new PositionsRatioCriterion(PositionFilter.PROFIT)), within(1e-12));
  }

  @Test
  void the_curve_is_ta4js_cash_flow_but_on_entry_bars() {
    CashFlow cashFlow = new CashFlow(series, record);
    Set<Integer> entryBars = new HashSet<>();
    simulation.trades().forEach(trade -> entryBars.add(trade.entryBar()));
    for (int i = 0; i < bars.size(); i++) {
      if (!entryBars.contains(i)) {
        assertThat(simulation.equity(i) / Simulation.INITIAL_CASH)
            .isCloseTo(cashFlow.getValue(i).doubleValue(), within(1e-9));
      }
    }
  }

  @Test
  void the_deepest_fall_of_a_curve_is_ta4js_with_the_other_sign() {
    // Over the cash flow itself, since ta4j's lacks the entry bars.
    CashFlow cashFlow = new CashFlow(series, record);
    double[] curve = new double[bars.size()];
    for (int i = 0; i < curve.length; i++) {
      curve[i] = cashFlow.getValue(i).doubleValue();
    }
    assertThat(
            new CurveMetrics(curve, bars.micros(curve.length - 1) - bars.micros(0)).maxDrawdown())
        .isCloseTo(-ta4j(new MaximumDrawdownCriterion()), within(1e-12));
  }

  private double ta4j(AnalysisCriterion criterion) {
    return criterion.calculate(series, record).doubleValue();
  }

  private BarSeries series() {
    List<Bar> list = new ArrayList<>();
    for (int i = 0; i < bars.size(); i++) {
      list.add(
          new BaseBar(
              Duration.ofDays(1),
              bars.time(i),
              NUMBERS.numOf(bars.open(i)),
              NUMBERS.numOf(bars.high(i)),
              NUMBERS.numOf(bars.low(i)),
              NUMBERS.numOf(bars.close(i)),
              NUMBERS.one(),
              NUMBERS.one(),
              1));
    }
    return new BaseBarSeriesBuilder().withNumFactory(NUMBERS).withBars(list).build();
  }

  private TradingRecord record() {
    TradingRecord trades =
        new BaseTradingRecord(
            TradeType.BUY, new LinearTransactionCostModel(FEE_BPS / 10_000), new ZeroCostModel());
    for (RoundTrip trade : simulation.trades()) {
      trades.enter(trade.entryBar(), NUMBERS.numOf(trade.entryQuote()), NUMBERS.one());
      trades.exit(trade.exitBar(), NUMBERS.numOf(trade.exitQuote()), NUMBERS.one());
    }
    return trades;
  }
}
