package tools.peak.cli.chart;

import java.util.Arrays;
import java.util.stream.IntStream;
import tools.peak.lake.curve.Curve;

/**
 * The points of a curve that a drawing needs: of each column the first, the lowest, the highest and
 * the last. It looks as if all were drawn, and no extreme is lost. U. Jugel and others, "M4: A
 * Visualization-Oriented Time Series Data Aggregation", PVLDB 7 (2014).
 */
final class Sample {
  private Sample() {}

  /** Their places, in order; all of a curve that has no more than four a column. */
  static int[] of(Curve curve, int columns) {
    int size = curve.size();
    if (size <= 4 * columns) {
      return IntStream.range(0, size).toArray();
    }
    double first = curve.micros(0);
    double span = Math.max(1, curve.micros(size - 1) - first);
    int[] places = new int[4 * (columns + 1)];
    int count = 0;
    for (int from = 0; from < size; ) {
      int column = (int) ((curve.micros(from) - first) / span * columns);
      int low = from;
      int high = from;
      int end = from;
      while (end < size && (int) ((curve.micros(end) - first) / span * columns) == column) {
        low = curve.equity(end) < curve.equity(low) ? end : low;
        high = curve.equity(end) > curve.equity(high) ? end : high;
        end++;
      }
      int[] four = {from, Math.min(low, high), Math.max(low, high), end - 1};
      System.arraycopy(four, 0, places, count, 4);
      count += 4;
      from = end;
    }
    return Arrays.stream(places, 0, count).distinct().toArray();
  }
}
