package tools.peak.lake.curve;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.Rows;
import tools.peak.lake.query.TableQuery;

/**
 * The curves of some runs, at one version of the lake.
 *
 * @param snapshot that version
 * @param curves one a run, in the order asked for; without points for a run that has no curve
 */
public record Curves(String snapshot, List<Curve> curves) {
  public Curves {
    curves = List.copyOf(curves);
  }

  /**
   * Reads them, all at once.
   *
   * @param equity the question for points of curves, at the version that is meant
   */
  public static Curves read(TableQuery equity, List<String> runIds) {
    Map<String, Points> points = new LinkedHashMap<>();
    runIds.forEach(id -> points.put(id, new Points()));
    try (Rows rows =
        equity
            .ofRuns(runIds)
            .orderBy("run_id, seq")
            .columns("run_id", "timestamp", "equity")
            .stream()) {
      for (List<@Nullable Object> row : rows) {
        Points of = points.get(String.valueOf(row.get(0)));
        if (of != null) {
          of.add(row.get(1), row.get(2));
        }
      }
      List<Curve> curves = new ArrayList<>();
      points.forEach((id, of) -> curves.add(of.curve(id)));
      return new Curves(rows.snapshot(), curves);
    }
  }

  /** The runs whose curve has fewer points than a return needs. */
  public List<String> withoutReturns() {
    return curves.stream().filter(curve -> curve.size() < 2).map(Curve::runId).toList();
  }

  private static final class Points {
    private long[] micros = new long[256];
    private double[] equity = new double[256];
    private int count;

    void add(@Nullable Object time, @Nullable Object value) {
      if (count == equity.length) {
        micros = Arrays.copyOf(micros, count * 2);
        equity = Arrays.copyOf(equity, count * 2);
      }
      micros[count] =
          time instanceof Instant at
              ? ChronoUnit.MICROS.between(Instant.EPOCH, at)
              : Long.MIN_VALUE;
      equity[count] = value instanceof Number number ? number.doubleValue() : Double.NaN;
      count++;
    }

    Curve curve(String runId) {
      return new Curve(runId, Arrays.copyOf(micros, count), Arrays.copyOf(equity, count));
    }
  }
}
