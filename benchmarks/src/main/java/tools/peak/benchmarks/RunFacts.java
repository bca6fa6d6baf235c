package tools.peak.benchmarks;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What the files of one run agree on.
 *
 * @param timestamp when the backtest ran
 * @param firstBar where its curve begins
 */
record RunFacts(
    String runId,
    Producer producer,
    String strategy,
    String symbol,
    String stage,
    Instant timestamp,
    Instant firstBar) {
  private static final List<String> STRATEGIES =
      List.of(
          "ma_crossover",
          "macd",
          "rsi_reversion",
          "bollinger",
          "donchian",
          "momentum_1h",
          "trend_following",
          "vol_breakout",
          "mean_reversion_channel",
          "my_strategy",
          "composite",
          "regime_aware_portfolio");
  private static final List<String> SYMBOLS =
      List.of("BTC/EUR", "ETH/EUR", "SOL/EUR", "BTC/USD", "XRP/EUR", "ADA/EUR");

  private static final Instant FROM = Instant.parse("2026-05-03T04:22:40.242270Z");
  private static final int DAYS = 170;

  static RunFacts of(long number, SplittableRandom random) {
    Producer producer = Producer.any(random);
    Instant timestamp =
        FROM.plus(random.nextLong(DAYS * 86_400_000_000L), ChronoUnit.MICROS)
            .truncatedTo(random.nextInt(10) == 0 ? ChronoUnit.SECONDS : ChronoUnit.MICROS);
    String stamp = timestamp.toString();
    String runId =
        String.format(
            Locale.ROOT,
            "backtest_%s_%s_%s_%d",
            stamp.substring(0, 10).replace("-", ""),
            stamp.substring(11, 19).replace(":", ""),
            HexFormat.of().toHexDigits(random.nextInt()),
            number);
    return new RunFacts(
        runId,
        producer,
        STRATEGIES.get(random.nextInt(STRATEGIES.size())),
        SYMBOLS.get(random.nextInt(SYMBOLS.size())),
        stage(random.nextInt(100)),
        timestamp,
        timestamp.truncatedTo(ChronoUnit.SECONDS).minus(500, ChronoUnit.HOURS));
  }

  private static String stage(int ofHundred) {
    return ofHundred < 78 ? "backtest" : ofHundred < 96 ? "research" : "live";
  }

  LocalDate startDate() {
    return LocalDate.ofInstant(firstBar, java.time.ZoneOffset.UTC);
  }

  LocalDate endDate() {
    return LocalDate.ofInstant(timestamp, java.time.ZoneOffset.UTC);
  }
}
