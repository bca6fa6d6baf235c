package tools.peak.runner.live;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;
import tools.peak.runner.strategy.StrategyKind;

/** Names sessions. */
final class SessionIds {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private SessionIds() {}

  /**
   * Such as {@code ma_crossover_live_20241231_235959_1f2e3d4c}: strategy, when it began (UTC), and
   * 32 random bits that tell it from others of that second.
   */
  static String of(StrategyKind strategy, Instant began, RandomGenerator random) {
    return String.format(
        Locale.ROOT, "%s_live_%s_%08x", strategy.text(), SECOND.format(began), random.nextInt());
  }
}
