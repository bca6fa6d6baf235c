package tools.peak.cli.command.ask;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.draw.Plot;
import tools.peak.cli.output.CommandOutput;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.filter.Grain;
import tools.peak.lake.query.filter.TimeSpan;

/** A statistic period by period, drawn; a period without runs is a gap. */
final class PeriodPlot {
  private static final int HEIGHT = 12;
  private static final int MOST_PERIODS = 100_000;

  private PeriodPlot() {}

  /** Draws the first statistic of an answer whose only group is the period. */
  static void print(CommandOutput output, Result result, Grain grain) {
    TreeMap<Instant, Double> values = new TreeMap<>();
    for (List<@Nullable Object> row : result.rows()) {
      if (row.get(0) instanceof String period && row.get(1) instanceof Number value) {
        TimeSpan.parse(period).ifPresent(span -> values.put(span.first(), value.doubleValue()));
      }
    }
    if (values.isEmpty()) {
      throw CommandFailed.failed("nothing to draw: no period with a value");
    }
    List<Instant> times = new ArrayList<>();
    List<Double> drawn = new ArrayList<>();
    for (Instant at = values.firstKey(); !at.isAfter(values.lastKey()); at = next(at, grain)) {
      times.add(at);
      drawn.add(values.getOrDefault(at, Double.NaN));
      if (times.size() > MOST_PERIODS) {
        throw CommandFailed.failed("too many periods to draw: take longer ones with --every");
      }
    }
    output.line(result.columns().get(1).name() + " by " + name(grain));
    Plot.lines(
            times,
            drawn.stream().mapToDouble(Double::doubleValue).toArray(),
            HEIGHT,
            output.terminal())
        .forEach(output::line);
    long missing = drawn.stream().filter(value -> Double.isNaN(value)).count();
    output.line(
        output
            .style()
            .dim(
                (missing == 0 ? "" : missing + " without a value · ")
                    + "lake version "
                    + result.snapshot()));
  }

  private static String name(Grain grain) {
    return grain.name().toLowerCase(Locale.ROOT);
  }

  private static Instant next(Instant at, Grain grain) {
    OffsetDateTime time = at.atOffset(ZoneOffset.UTC);
    return switch (grain) {
      case DAY -> time.plusDays(1).toInstant();
      case WEEK -> time.plusWeeks(1).toInstant();
      case MONTH -> time.plusMonths(1).toInstant();
      case QUARTER -> time.plusMonths(3).toInstant();
      case YEAR -> time.plusYears(1).toInstant();
    };
  }
}
