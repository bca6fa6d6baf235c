package tools.peak.runner.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.peak.evidence.FolderName;
import tools.peak.runner.strategy.StrategyKind;

class RunIdsTest {
  private static final Instant NOW = Instant.parse("2024-12-31T23:59:59.5Z");

  @Test
  void an_id_tells_strategy_time_and_ordinal() {
    assertThat(
            RunIds.of(() -> NOW, new SplittableRandom(1)).forSweep(StrategyKind.MACD, 250).apply(7))
        .matches("macd_20241231_235959_[0-9a-f]{8}_007");
  }

  @Test
  void sweeps_of_the_same_second_have_different_ids() {
    RunIds ids = RunIds.of(() -> NOW, new SplittableRandom(1));
    Set<String> all = new HashSet<>();
    for (int sweep = 0; sweep < 100; sweep++) {
      IntFunction<String> names = ids.forSweep(StrategyKind.MACD, 100);
      IntStream.rangeClosed(1, 100).forEach(number -> all.add(names.apply(number)));
    }
    assertThat(all).hasSize(10_000);
  }

  @Test
  void a_folder_is_named_after_an_id_but_never_climbs_or_nests() {
    assertThat(FolderName.of("macd_1")).isEqualTo("macd_1");
    assertThat(FolderName.of("../x")).isEqualTo("__x");
    assertThat(FolderName.of("BTC/USD é")).isEqualTo("BTC_USD__");
    assertThat(FolderName.of("a".repeat(5_000))).hasSize(120);
  }
}
