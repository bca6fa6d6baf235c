package tools.peak.runner.sweep;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import tools.peak.runner.strategy.StrategyKind;

/** Names runs. No two runs may get the same name, in this process or any other. */
@FunctionalInterface
public interface RunIds {
  /**
   * The names of a sweep's runs, by their ordinal from 1 to {@code runs}. Asked for once a sweep;
   * the function may be called by several threads.
   */
  IntFunction<String> forSweep(StrategyKind strategy, int runs);

  /**
   * Names such as {@code ma_crossover_20241231_235959_1f2e3d4c_017}: strategy, when the sweep began
   * (UTC), 32 random bits that tell it from others of that second, and the run's ordinal.
   */
  static RunIds of(InstantSource clock, RandomGenerator random) {
    DateTimeFormatter second =
        DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    return (strategy, runs) -> {
      String sweep =
          String.format(
              Locale.ROOT,
              "%s_%s_%08x",
              strategy.text(),
              second.format(clock.instant()),
              random.nextInt());
      String ordinal = "_%0" + Integer.toString(runs).length() + "d";
      return number -> sweep + String.format(Locale.ROOT, ordinal, number);
    };
  }
}
