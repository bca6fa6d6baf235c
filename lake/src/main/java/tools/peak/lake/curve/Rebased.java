package tools.peak.lake.curve;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Curves in one unit, so that they can be laid over each other: each is 1 where they begin
 * together.
 *
 * @param at that time, the latest of their first points; null where one had ended before another
 *     began, and each is 1 at its own first point
 * @param curves those that can be rebased, in order
 * @param leftOut runs whose curve has no point, or is not above zero at its base
 */
public record Rebased(@Nullable Instant at, List<Curve> curves, List<String> leftOut) {
  public Rebased {
    curves = List.copyOf(curves);
    leftOut = List.copyOf(leftOut);
  }

  /** Divides each curve by its last value not after the common beginning. */
  public static Rebased of(List<Curve> all) {
    List<Curve> curves = all.stream().filter(curve -> curve.size() > 0).toList();
    long begin = curves.stream().mapToLong(curve -> curve.micros(0)).max().orElse(0);
    long end = curves.stream().mapToLong(curve -> curve.micros(curve.size() - 1)).min().orElse(-1);
    boolean isCommon = begin <= end;
    List<Curve> rebased = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    Instant at = null;
    for (Curve curve : all) {
      int base = curve.size() == 0 ? -1 : isCommon ? curve.last(begin) : 0;
      if (base < 0 || curve.equity(base) <= 0) {
        leftOut.add(curve.runId());
      } else {
        rebased.add(curve.times(1 / curve.equity(base)));
        at = isCommon && curve.micros(0) == begin ? curve.time(0) : at;
      }
    }
    return new Rebased(at, rebased, leftOut);
  }
}
