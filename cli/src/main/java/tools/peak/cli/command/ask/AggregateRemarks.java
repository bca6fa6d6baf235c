package tools.peak.cli.command.ask;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.RowWriter;
import tools.peak.lake.query.StatsQuery;

/**
 * What is to be said of statistics: how many runs stand in a period by their timestamp alone, and
 * that a mean of finite values went beyond the range of a double.
 */
final class AggregateRemarks implements FormatOption.Remarks {
  private final StatsQuery query;
  private final Invocation invocation;
  private final int groups;
  private long beyond;

  AggregateRemarks(StatsQuery query, Invocation invocation) {
    this.query = query;
    this.invocation = invocation;
    this.groups = query.groupCount();
  }

  /** All statistics are over finite values. Groups are printed before, and may be what they are. */
  @Override
  public void row(List<@Nullable Object> values) {
    for (int column = groups; column < values.size(); column++) {
      if (values.get(column) instanceof Double statistic && !Double.isFinite(statistic)) {
        beyond++;
      }
    }
  }

  @Override
  public void end(RowWriter out) {
    if (query.isByPeriod()) {
      long byTimestamp = query.byTimestamp();
      out.also("by_timestamp", byTimestamp);
      if (byTimestamp > 0) {
        say(
            String.format(
                Locale.ROOT,
                "%,d %s by timestamp alone: no start_date",
                byTimestamp,
                byTimestamp == 1 ? "run stands there" : "runs stand there"));
      }
    }
    if (beyond > 0) {
      out.also("overflows", beyond);
      say(
          String.format(
                  Locale.ROOT,
                  "%,d %s beyond the range of a double, of finite values: ask for the median, or leave the",
                  beyond,
                  beyond == 1 ? "statistic is" : "statistics are")
              + " largest out (--where)");
    }
  }

  private void say(String line) {
    invocation.output().flush();
    invocation.output().notice(line);
  }
}
