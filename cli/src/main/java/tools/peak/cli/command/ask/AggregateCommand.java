package tools.peak.cli.command.ask;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.AsOfOption;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.Lakes;
import tools.peak.cli.command.LowerCase;
import tools.peak.lake.Lake;
import tools.peak.lake.query.StatsQuery;
import tools.peak.lake.query.filter.Grain;

@CommandLine.Command(
    name = "aggregate",
    description = {
      "Statistics of metrics over the finite values of runs; count says how many those are,",
      "not_finite how many are NaN or infinite. Other numbers of a run work, too: params.fast.",
      "By period, by_timestamp says how many runs stand there by their timestamp alone."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak aggregate sharpe --by strategy",
      "  peak aggregate sharpe --agg mean,p50,p95 --by strategy,symbol --period 2024-Q4",
      "  peak aggregate sharpe,total_return --agg mean --every month",
      "  peak aggregate sharpe --by params.fast --having \"count > 5\" --order-by \"mean desc\""
    })
public final class AggregateCommand implements Command {
  private static final Pattern STATISTIC = Pattern.compile("mean|std|min|max|sum|median|p[0-9.]+");

  @Parameters(
      paramLabel = "METRIC",
      arity = "1..*",
      description = "One or several, also with commas.")
  List<String> metrics = new ArrayList<>();

  @Option(
      names = "--agg",
      paramLabel = "NAMES",
      split = ",",
      description =
          "Which statistics: mean, std, min, max, sum, median, p0 to p100 (default:"
              + " mean,std,min,median,max).")
  List<String> aggregates = new ArrayList<>();

  @Option(
      names = "--by",
      paramLabel = "NAMES",
      description = "Group by attributes, params.x, tags.x, meta.x.")
  List<String> by = new ArrayList<>();

  @Option(
      names = "--every",
      paramLabel = "day|week|month|quarter|year",
      converter = Grains.class,
      description = "Group by period: of start_date, else of the timestamp.")
  @Nullable Grain every;

  @Option(
      names = "--period",
      paramLabel = "PERIOD",
      description = "Only runs of it: 2024, 2024-Q4, 2024-10, 2024-W40, 2024-10-01.")
  @Nullable String period;

  @Option(names = "--where", paramLabel = "FILTER", description = "Only runs that fulfil it.")
  List<String> where = new ArrayList<>();

  @Option(
      names = "--having",
      paramLabel = "FILTER",
      description = "Only groups that fulfil it: \"count > 5 and mean > 1\".")
  List<String> having = new ArrayList<>();

  @Option(
      names = "--order-by",
      paramLabel = "KEYS",
      description = "The order of the groups, such as \"mean desc\".")
  @Nullable String orderBy;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many groups.")
  @Nullable Long limit;

  @Mixin AsOfOption asOf = new AsOfOption();

  @Mixin FormatOption formatting = new FormatOption();

  @Override
  public int run(Invocation invocation) throws IOException {
    FormatOption.Kind kind = formatting.kind(invocation);
    try (Lakes.Opened opened = invocation.open()) {
      Lake lake = opened.lake();
      StatsQuery query = question(lake);
      formatting.answer(
          invocation,
          kind,
          query::stream,
          query::writeParquet,
          new AggregateRemarks(query, invocation),
          FormatOption.TABLE.measuring(this::measured).keeping(AggregateCommand::isAsked));
    }
    return Exit.DONE;
  }

  /** The counts stand there unasked. */
  private static boolean isAsked(String column) {
    return !column.matches("(.+_)?(count|not_finite)");
  }

  /** Statistics of one metric bear their own names only. */
  private String measured(String column) {
    return metrics.size() == 1 && STATISTIC.matcher(column).matches() ? metrics.getFirst() : column;
  }

  private StatsQuery question(Lake lake) {
    StatsQuery query = lake.stats(metrics.toArray(String[]::new)).by(by);
    if (every != null) {
      query = query.byPeriod(every);
    }
    if (!aggregates.isEmpty()) {
      query =
          query.agg(
              aggregates.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList());
    }
    if (period != null) {
      query = query.period(period);
    }
    for (String condition : where) {
      query = query.where(condition);
    }
    for (String condition : having) {
      query = query.having(condition);
    }
    if (orderBy != null) {
      query = query.orderBy(orderBy);
    }
    if (limit != null) {
      query = query.limit(limit);
    }
    return query.asOf(asOf.time());
  }

  /** Reads the option in small letters. */
  static final class Grains extends LowerCase<Grain> {
    Grains() {
      super(Grain.class);
    }
  }
}
