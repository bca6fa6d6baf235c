package tools.peak.lake.export;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.EquityCurve;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Times;

/** A curve from the lake's rows of it: run_id, timestamp, equity, in order. */
final class CurveOfRows {
  static final List<String> COLUMNS = List.of("run_id", "timestamp", "equity");

  private long[] micros = new long[256];
  private double[] equity = new double[256];
  private final BitSet missing = new BitSet();
  private int count;

  static EquityCurve of(String runId, RowsByRun rows) {
    CurveOfRows curve = new CurveOfRows();
    rows.forEach(runId, curve::add);
    return new EquityCurve(
        Times.ofMicros(Arrays.copyOf(curve.micros, curve.count)),
        Doubles.of(Arrays.copyOf(curve.equity, curve.count), curve.missing));
  }

  private void add(List<@Nullable Object> row) {
    if (count == micros.length) {
      micros = Arrays.copyOf(micros, count * 2);
      equity = Arrays.copyOf(equity, count * 2);
    }
    micros[count] = micros(row.get(1));
    if (row.get(2) instanceof Double value) {
      equity[count] = value;
    } else {
      missing.set(count);
    }
    count++;
  }

  static long micros(@Nullable Object time) {
    return time instanceof Instant at
        ? ChronoUnit.MICROS.between(Instant.EPOCH, at)
        : Times.MISSING;
  }
}
