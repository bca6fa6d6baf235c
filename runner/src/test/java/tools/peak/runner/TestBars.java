package tools.peak.runner;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.bars.BarsBuilder;

/** Bars for tests: a day apart, from 2024-01-01. */
public final class TestBars {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private TestBars() {}

  /** Bars that stand still: open, high, low and close are one price. */
  public static Bars flat(double... prices) {
    BarsBuilder bars = new BarsBuilder("test.csv", "line");
    for (int i = 0; i < prices.length; i++) {
      bars.add(i + 2L, time(i), prices[i], prices[i], prices[i], prices[i], 1);
    }
    return bars.build();
  }

  /** Bars of open and close; high and low are the greater and the lesser of them. */
  public static Bars of(double[]... openClose) {
    BarsBuilder bars = new BarsBuilder("test.csv", "line");
    for (int i = 0; i < openClose.length; i++) {
      double open = openClose[i][0];
      double close = openClose[i][1];
      bars.add(i + 2L, time(i), open, Math.max(open, close), Math.min(open, close), close, 1);
    }
    return bars.build();
  }

  /** A random walk, always the same for the same seed. */
  public static Bars walk(int size, long seed) {
    Random random = new Random(seed);
    double[][] openClose = new double[size][];
    double price = 100;
    for (int i = 0; i < size; i++) {
      double open = price * (1 + random.nextGaussian() * 0.002);
      price = open * (1 + random.nextGaussian() * 0.02);
      openClose[i] = new double[] {open, price};
    }
    return of(openClose);
  }

  private static long time(int day) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, START.plus(Duration.ofDays(day)));
  }
}
