package tools.peak.runner.bars;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Collects rows in any order, checks each as it comes, and makes {@link Bars} of them. Not for
 * several threads.
 */
public final class BarsBuilder {
  private static final int FIRST_CAPACITY = 1024;

  private static final String HOUR_TWICE =
      " (times without a zone are UTC; local ones come twice when clocks are set back:"
          + " write them with their offset or zone)";

  private final String source;
  private final String placeName;
  private boolean withoutZone;
  private int size;
  private long[] places = new long[FIRST_CAPACITY];
  private long[] micros = new long[FIRST_CAPACITY];
  private double[] opens = new double[FIRST_CAPACITY];
  private double[] highs = new double[FIRST_CAPACITY];
  private double[] lows = new double[FIRST_CAPACITY];
  private double[] closes = new double[FIRST_CAPACITY];
  private double[] volumes = new double[FIRST_CAPACITY];

  /**
   * A builder without rows.
   *
   * @param source what errors and {@link Bars#source()} call the data
   * @param placeName what a row's number counts: {@code line} or {@code row}
   */
  public BarsBuilder(String source, String placeName) {
    this.source = source;
    this.placeName = placeName;
  }

  /**
   * Adds a bar.
   *
   * @param place the number of its line or row, for errors
   * @param time microseconds since the epoch, UTC
   * @throws BarsException if a price is not finite and above zero, the high below the low, or the
   *     volume not finite or negative
   */
  public void add(
      long place, long time, double open, double high, double low, double close, double volume) {
    checkPrice(place, Header.OPEN, open);
    checkPrice(place, Header.HIGH, high);
    checkPrice(place, Header.LOW, low);
    checkPrice(place, Header.CLOSE, close);
    if (high < low) {
      throw broken(place, "high " + high + " is below low " + low);
    }
    if (!(volume >= 0 && Double.isFinite(volume))) {
      throw broken(place, "volume is " + volume + ", it must be finite and not negative");
    }
    if (size == micros.length) {
      grow();
    }
    places[size] = place;
    micros[size] = time;
    opens[size] = open;
    highs[size] = high;
    lows[size] = low;
    closes[size] = close;
    volumes[size] = volume;
    size++;
  }

  /**
   * The bars, sorted by time.
   *
   * @throws BarsException if there are fewer than two, or a time stands there twice
   */
  public Bars build() {
    if (size == 0) {
      throw new BarsException(source, "has no bars; a backtest needs at least 2");
    }
    if (size == 1) {
      throw new BarsException(source, "has a single bar; a backtest needs at least 2");
    }
    int[] order = order();
    for (int i = 1; i < size; i++) {
      if (micros[order[i]] == micros[order[i - 1]]) {
        throw broken(
            Math.max(places[order[i]], places[order[i - 1]]),
            String.format(
                Locale.ROOT,
                "its timestamp is already that of %s %d%s",
                placeName,
                Math.min(places[order[i]], places[order[i - 1]]),
                withoutZone ? HOUR_TWICE : ""));
      }
    }
    return new Bars(
        source,
        IntStream.of(order).mapToLong(row -> micros[row]).toArray(),
        sorted(opens, order),
        sorted(highs, order),
        sorted(lows, order),
        sorted(closes, order),
        sorted(volumes, order),
        null);
  }

  /** Some of the times are local, as far as anyone can see. */
  void withoutZone() {
    withoutZone = true;
  }

  BarsException broken(long place, String problem) {
    return new BarsException(source, placeName + " " + place + ": " + problem);
  }

  private void checkPrice(long place, String column, double price) {
    if (!(price > 0 && Double.isFinite(price))) {
      throw broken(place, column + " is " + price + ", a price must be finite and above zero");
    }
  }

  private void grow() {
    int capacity = Math.multiplyExact(micros.length, 2);
    places = Arrays.copyOf(places, capacity);
    micros = Arrays.copyOf(micros, capacity);
    opens = Arrays.copyOf(opens, capacity);
    highs = Arrays.copyOf(highs, capacity);
    lows = Arrays.copyOf(lows, capacity);
    closes = Arrays.copyOf(closes, capacity);
    volumes = Arrays.copyOf(volumes, capacity);
  }

  private int[] order() {
    return IntStream.range(0, size)
        .boxed()
        .sorted(Comparator.comparingLong(row -> micros[row]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double[] sorted(double[] values, int[] order) {
    return IntStream.of(order).mapToDouble(row -> values[row]).toArray();
  }
}
