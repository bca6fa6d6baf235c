package tools.peak.benchmarks;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.SplittableRandom;

/** {@code equity.csv}: an hour a bar, flat while no position is open, its first time twice. */
final class CurveText {
  static final String HEADER = "timestamp,equity\n";

  private CurveText() {}

  static String of(Instant firstBar, int points, SplittableRandom random) {
    StringBuilder csv = new StringBuilder(points * 36 + 100).append(HEADER);
    // One of fifty was written with a zone, by a caller who had an aware index.
    boolean isAware = random.nextInt(50) == 0;
    LocalDateTime bar = LocalDateTime.ofInstant(firstBar, ZoneOffset.UTC);
    double equity = 10_000;
    boolean isOpen = false;
    row(csv, bar, equity, isAware);
    for (int point = 0; point < points; point++) {
      row(csv, bar, equity, isAware);
      bar = bar.plusHours(1);
      if (random.nextInt(isOpen ? 8 : 30) == 0) {
        isOpen = !isOpen;
      }
      if (isOpen) {
        equity *= 1 + random.nextGaussian(0.0001, 0.004);
      }
    }
    return csv.toString();
  }

  static void row(StringBuilder csv, LocalDateTime bar, double equity, boolean isAware) {
    csv.append(bar.toLocalDate()).append(isAware ? ' ' : 'T');
    two(csv, bar.getHour(), ':');
    two(csv, bar.getMinute(), ':');
    two(csv, bar.getSecond(), isAware ? '+' : ',');
    csv.append(isAware ? "00:00," : "").append(equity).append('\n');
  }

  private static void two(StringBuilder csv, int number, char behind) {
    csv.append((char) ('0' + number / 10)).append((char) ('0' + number % 10)).append(behind);
  }
}
