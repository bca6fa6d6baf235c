package tools.peak.runner.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.peak.runner.simulation.RoundTrip;
import tools.peak.runner.simulation.RoundTrip.ExitReason;

class TradeMetricsTest {

  @Test
  void wins_and_losses_are_counted_and_weighed_after_costs() {
    TradeMetrics metrics =
        new TradeMetrics(
            List.of(trade(100, 131, 1), trade(100, 89, 1), trade(100, 111, 1), trade(100, 101, 1)));
    assertThat(metrics.total()).isEqualTo(4);
    assertThat(metrics.winning()).isEqualTo(2);
    assertThat(metrics.losing()).isEqualTo(1);
    assertThat(metrics.winRate()).isEqualTo(0.5);
    assertThat(metrics.averageWin()).isEqualTo(20);
    assertThat(metrics.averageLoss()).isEqualTo(-12);
    assertThat(metrics.profitFactor()).isEqualTo(40 / 12.0);
    assertThat(metrics.expectancy()).isEqualTo(7);
    assertThat(metrics.fees()).isEqualTo(4);
    assertThat(metrics.orders()).isEqualTo(8);
  }

  @Test
  void without_trades_the_rates_are_nan() {
    TradeMetrics metrics = new TradeMetrics(List.of());
    assertThat(metrics.total()).isZero();
    assertThat(metrics.winRate()).isNaN();
    assertThat(metrics.profitFactor()).isNaN();
    assertThat(metrics.averageWin()).isNaN();
    assertThat(metrics.averageLoss()).isNaN();
    assertThat(metrics.expectancy()).isNaN();
    assertThat(metrics.fees()).isZero();
  }

  @Test
  void without_losses_the_profit_factor_is_infinite() {
    TradeMetrics metrics = new TradeMetrics(List.of(trade(100, 131, 1)));
    assertThat(metrics.profitFactor()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(metrics.averageLoss()).isNaN();
  }

  @Test
  void without_profits_the_profit_factor_is_zero() {
    TradeMetrics metrics = new TradeMetrics(List.of(trade(100, 90, 1)));
    assertThat(metrics.profitFactor()).isZero();
    assertThat(metrics.winRate()).isZero();
  }

  private static RoundTrip trade(double entry, double exit, double fee) {
    return new RoundTrip(0, 1, 1, entry, entry, exit, exit, 0, fee, ExitReason.SIGNAL);
  }
}
