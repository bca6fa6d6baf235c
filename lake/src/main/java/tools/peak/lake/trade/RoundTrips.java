package tools.peak.lake.trade;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.Rows;
import tools.peak.lake.query.TableQuery;

/**
 * The round trips of some runs, at one version of the lake.
 *
 * @param snapshot that version
 * @param byRun of each run that was asked for, in the order that they were written in
 * @param fills by run: rows that are one side of a trade alone
 */
public record RoundTrips(
    String snapshot, Map<String, List<RoundTrip>> byRun, Map<String, Long> fills) {
  private static final String FILL = "fill";

  /**
   * Reads them, all at once.
   *
   * @param trades the question for trades, at the version that is meant
   */
  public static RoundTrips read(TableQuery trades, List<String> runIds) {
    Map<String, List<RoundTrip>> byRun = new LinkedHashMap<>();
    Map<String, Long> fills = new LinkedHashMap<>();
    runIds.forEach(id -> byRun.put(id, new ArrayList<>()));
    try (Rows rows =
        trades
            .ofRuns(runIds)
            .orderBy("run_id, trade_seq")
            .columns("run_id", "trade_seq", "kind", "symbol", "side", "entry_time", "exit_time")
            .columns("pnl", "pnl_ratio", "fee", "exit_reason")
            .stream()) {
      for (List<@Nullable Object> row : rows) {
        String run = String.valueOf(row.get(0));
        if (FILL.equals(row.get(2))) {
          fills.merge(run, 1L, Long::sum);
        } else {
          byRun.computeIfAbsent(run, any -> new ArrayList<>()).add(trip(run, row));
        }
      }
      return new RoundTrips(rows.snapshot(), byRun, fills);
    }
  }

  private static RoundTrip trip(String run, List<@Nullable Object> row) {
    return new RoundTrip(
        run,
        row.get(1) instanceof Number seq ? seq.longValue() : 0,
        text(row.get(3)),
        text(row.get(4)),
        row.get(5) instanceof Instant at ? at : null,
        row.get(6) instanceof Instant at ? at : null,
        number(row.get(7)),
        number(row.get(8)),
        number(row.get(9)),
        text(row.get(10)));
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
