package tools.peak.runner.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.runner.strategy.StrategyKind;
import tools.peak.runner.sweep.Sweep;
import tools.peak.runner.sweep.SweepListener;
import tools.peak.runner.sweep.SweepRequest;
import tools.peak.runner.sweep.SweepResult;

class DemoPlanTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 18, 19, 200, 300, 1_234, 5_000})
  void a_plan_has_as_many_runs_as_were_asked_for(int runs) {
    assertThat(DemoPlan.of(runs).runs()).isEqualTo(runs);
  }

  @Test
  void two_hundred_runs_are_of_every_strategy_and_symbol() throws IOException {
    Set<StrategyKind> strategies = new HashSet<>();
    Set<String> symbols = new HashSet<>();
    int written = 0;
    for (SweepRequest request : DemoPlan.of(200).requests(dir, 2, List.of("demo"))) {
      SweepResult result = new Sweep().run(request, SweepListener.NONE);
      assertThat(result.failed()).isZero();
      written += result.written();
      strategies.add(request.strategy());
      symbols.add(request.symbol());
    }
    assertThat(written).isEqualTo(200);
    assertThat(strategies).containsExactlyInAnyOrder(StrategyKind.values());
    assertThat(symbols).containsExactlyInAnyOrder("BTC/USD", "AAPL", "ETH/USD");
  }
}
