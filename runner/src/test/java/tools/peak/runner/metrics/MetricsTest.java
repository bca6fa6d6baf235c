package tools.peak.runner.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.peak.evidence.Stat;
import tools.peak.runner.TestBars;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.simulation.CostModel;
import tools.peak.runner.simulation.RoundTrip;
import tools.peak.runner.simulation.Simulation;
import tools.peak.runner.strategy.Market;
import tools.peak.runner.strategy.StrategyKind;
import tools.peak.runner.strategy.StrategySignals;
import tools.peak.runner.strategy.StrategySignals.Holding;

class MetricsTest {

  @Test
  void costs_are_what_lies_between_gross_and_net() {
    Bars bars =
        TestBars.of(new double[] {100, 100}, new double[] {100, 110}, new double[] {120, 120});
    Simulation simulation =
        Simulation.of(
            bars, new StrategySignals(List.of(new Holding(1, 2))), new CostModel(100, 200));
    Map<String, Double> stats = stats(bars, simulation);
    double quantity = 10_000 / 103.02;
    assertThat(stats)
        .hasEntrySatisfying("total_fees", v -> close(v, quantity * (1.02 + 1.176)))
        .hasEntrySatisfying("fee_drag", v -> close(v, quantity * (1.02 + 1.176) / 10_000))
        .hasEntrySatisfying("slippage_impact", v -> close(v, quantity * 4.4 / 10_000))
        .hasEntrySatisfying("net_return", v -> close(v, quantity * 116.424 / 10_000 - 1))
        .hasEntrySatisfying("gross_return", v -> close(v, quantity * 20 / 10_000))
        .hasEntrySatisfying("exposure", v -> close(v, 1 / 3.0))
        .hasEntrySatisfying(
            "turnover",
            v ->
                close(
                    v,
                    quantity
                        * (102 + 117.6)
                        / ((10_000 + quantity * 110 + quantity * 116.424) / 3)))
        .containsEntry("total_trades", 1.0)
        .containsEntry("total_orders", 2.0)
        .containsEntry("filled_orders", 2.0)
        .containsEntry("rejected_orders", 0.0)
        .containsEntry("blocked_trades", 0.0);
  }

  @ParameterizedTest
  @EnumSource(StrategyKind.class)
  void the_curve_the_trades_and_the_stats_of_a_run_agree(StrategyKind kind) {
    Bars bars = TestBars.walk(1_000, 5);
    StrategySignals signals = StrategySignals.of(kind.withDefaults(), new Market(bars));
    Simulation simulation = Simulation.of(bars, signals, new CostModel(10, 5));
    Map<String, Double> stats = stats(bars, simulation);
    double[] equity = simulation.equity();
    double total = equity[equity.length - 1] / equity[0] - 1;
    assertThat(equity[0]).isEqualTo(Simulation.INITIAL_CASH);
    assertThat(stats).containsEntry("total_return", total).containsEntry("net_return", total);
    double pnl = simulation.trades().stream().mapToDouble(RoundTrip::pnl).sum();
    assertThat(pnl / Simulation.INITIAL_CASH).isCloseTo(total, within(1e-9));
    assertThat(stats)
        .containsEntry("total_trades", (double) simulation.trades().size())
        .hasEntrySatisfying("max_drawdown", value -> assertThat(value).isNotPositive())
        .hasEntrySatisfying("expectancy", value -> close(value, pnl / simulation.trades().size()))
        .hasEntrySatisfying(
            "gross_return",
            value ->
                close(
                    value,
                    simulation.trades().stream()
                            .mapToDouble(
                                trade ->
                                    trade.quantity() * (trade.exitQuote() - trade.entryQuote()))
                            .sum()
                        / Simulation.INITIAL_CASH));
  }

  @Test
  void the_names_and_their_order_never_change_and_no_zero_is_negative() {
    Bars bars = TestBars.flat(1, 1, 1);
    List<Stat> idle =
        RunMetrics.of(bars, Simulation.of(bars, new StrategySignals(List.of()), CostModel.FREE));
    assertThat(idle)
        .extracting(Stat::metric)
        .startsWith("total_return", "max_drawdown", "cagr", "sharpe", "total_trades")
        .contains("sortino", "calmar", "exposure", "turnover", "recovery_factor")
        .doesNotHaveDuplicates();
    assertThat(idle).noneMatch(stat -> "-0.0".equals(String.valueOf(stat.value())));
    Bars other = TestBars.walk(100, 1);
    Simulation busy =
        Simulation.of(
            other, new StrategySignals(List.of(new Holding(1, Holding.OPEN))), CostModel.FREE);
    assertThat(RunMetrics.of(other, busy))
        .extracting(Stat::metric)
        .isEqualTo(idle.stream().map(Stat::metric).toList());
  }

  private static Map<String, Double> stats(Bars bars, Simulation simulation) {
    return RunMetrics.of(bars, simulation).stream()
        .collect(
            Collectors.toMap(
                Stat::metric, stat -> stat.value() == null ? Double.NaN : stat.value()));
  }

  private static void close(double value, double expected) {
    assertThat(value).isCloseTo(expected, within(1e-9));
  }
}
