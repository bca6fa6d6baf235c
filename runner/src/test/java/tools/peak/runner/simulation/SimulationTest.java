package tools.peak.runner.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.peak.runner.TestBars;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.simulation.RoundTrip.ExitReason;
import tools.peak.runner.strategy.StrategySignals;
import tools.peak.runner.strategy.StrategySignals.Holding;

class SimulationTest {
  /** Open and close of four bars. */
  private static final Bars BARS =
      TestBars.of(
          new double[] {90, 100},
          new double[] {100, 110},
          new double[] {120, 115},
          new double[] {125, 150});

  @Test
  void all_cash_is_in_the_market_from_the_entrys_open_to_the_exits() {
    Simulation run = Simulation.of(BARS, holding(1, 3), CostModel.FREE);
    assertThat(run.equity()).containsExactly(10_000, 11_000, 11_500, 12_500);
    assertThat(run.barsHeld()).isEqualTo(2);
    assertThat(run.trades())
        .containsExactly(new RoundTrip(1, 3, 100, 100, 100, 125, 125, 0, 0, ExitReason.SIGNAL));
  }

  @Test
  void a_position_that_is_still_open_is_sold_at_the_last_close() {
    Simulation run = Simulation.of(BARS, holding(2, Holding.OPEN), CostModel.FREE);
    assertThat(run.equity()).containsExactly(10_000, 10_000, 10_000 / 120.0 * 115, 12_500);
    assertThat(run.barsHeld()).isEqualTo(2);
    RoundTrip trade = run.trades().getFirst();
    assertThat(trade.exitReason()).isEqualTo(ExitReason.END_OF_DATA);
    assertThat(trade.exitBar()).isEqualTo(3);
    assertThat(trade.exitPrice()).isEqualTo(150);
  }

  @Test
  void a_position_opened_on_the_last_bar_lives_from_its_open_to_its_close() {
    Simulation run = Simulation.of(BARS, holding(3, Holding.OPEN), CostModel.FREE);
    assertThat(run.equity()).containsExactly(10_000, 10_000, 10_000, 12_000);
    assertThat(run.barsHeld()).isEqualTo(1);
  }

  @Test
  void without_signals_the_cash_stays() {
    Simulation run = Simulation.of(BARS, new StrategySignals(List.of()), new CostModel(10, 5));
    assertThat(run.equity()).containsOnly(10_000);
    assertThat(run.trades()).isEmpty();
  }

  @Test
  void fees_and_slippage_are_paid_on_both_sides() {
    // 1 % fee, 2 % slippage: bought at 102 plus 1.02 a unit, sold at 122.5 less 1.225.
    Simulation run = Simulation.of(BARS, holding(1, 3), new CostModel(100, 200));
    double quantity = 10_000 / 103.02;
    RoundTrip trade = run.trades().getFirst();
    assertThat(trade.quantity()).isCloseTo(quantity, within(1e-9));
    assertThat(trade.entryPrice()).isCloseTo(102, within(1e-9));
    assertThat(trade.exitPrice()).isCloseTo(122.5, within(1e-9));
    assertThat(trade.entryFee()).isCloseTo(quantity * 1.02, within(1e-9));
    assertThat(trade.exitFee()).isCloseTo(quantity * 1.225, within(1e-9));
    assertThat(trade.fee()).isCloseTo(quantity * 2.245, within(1e-9));
    assertThat(trade.grossPnl()).isCloseTo(quantity * 20.5, within(1e-9));
    assertThat(trade.pnl()).isCloseTo(quantity * 18.255, within(1e-9));
    assertThat(trade.pnlRatio()).isCloseTo(18.255 / 102, within(1e-9));
    assertThat(trade.slippage()).isCloseTo(quantity * 4.5, within(1e-9));
    assertThat(trade.tradedValue()).isCloseTo(quantity * 224.5, within(1e-9));
    assertThat(run.equity(1)).isCloseTo(quantity * 110, within(1e-9));
    assertThat(run.equity(3)).isCloseTo(10_000 + quantity * 18.255, within(1e-9));
  }

  @Test
  void the_next_position_is_bought_for_what_the_last_one_left() {
    Simulation run =
        Simulation.of(
            BARS,
            new StrategySignals(List.of(new Holding(1, 2), new Holding(3, Holding.OPEN))),
            CostModel.FREE);
    assertThat(run.equity()).containsExactly(10_000, 11_000, 12_000, 14_400);
  }

  @Test
  void costs_below_zero_or_of_everything_are_refused() {
    assertThatThrownBy(() -> new CostModel(-1, 0))
        .hasMessage("fee must be from 0 to below 10000 bps, not -1.0");
    assertThatThrownBy(() -> new CostModel(0, 10_000))
        .hasMessage("slippage must be from 0 to below 10000 bps, not 10000.0");
    assertThatThrownBy(() -> new CostModel(Double.NaN, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static StrategySignals holding(int entryBar, int exitBar) {
    return new StrategySignals(List.of(new Holding(entryBar, exitBar)));
  }
}
