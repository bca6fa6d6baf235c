package tools.peak.evidence.folder;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import tools.peak.evidence.EquityCurve;
import tools.peak.parquet.column.Times;

/** A run's times and points, as tests state them. */
final class CaseTimes {
  private CaseTimes() {}

  static List<String> of(Times times) {
    return IntStream.range(0, times.size()).mapToObj(row -> shown(times.get(row))).toList();
  }

  /** Such as {@code 2024-01-01T00:00:00Z 10000.0}. */
  static List<String> of(EquityCurve curve) {
    return IntStream.range(0, curve.size())
        .mapToObj(row -> shown(curve.timestamps().get(row)) + " " + curve.equity().get(row))
        .toList();
  }

  private static String shown(long micros) {
    return micros == Times.MISSING
        ? "missing"
        : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
