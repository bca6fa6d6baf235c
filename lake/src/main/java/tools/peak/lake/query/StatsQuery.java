package tools.peak.lake.query;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.AsOf;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.filter.BoundValues;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.filter.Filters;
import tools.peak.lake.query.filter.Grain;
import tools.peak.lake.query.filter.Keys;
import tools.peak.lake.query.filter.Kind;
import tools.peak.lake.query.filter.Names;
import tools.peak.lake.query.filter.SortKey;
import tools.peak.lake.query.filter.Space;
import tools.peak.lake.query.filter.TimeSpan;
import tools.peak.lake.query.plan.Aggregate;
import tools.peak.lake.query.plan.Pruning;
import tools.peak.lake.query.plan.Request;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.LakeTable;

/**
 * Asks for statistics of runs. Immutable, as {@link TableQuery}. The columns are the groups, then
 * the statistics ({@code mean}, …; {@code sharpe_mean}, … of several metrics), then {@code count},
 * the number of finite values, and {@code not_finite}, that of NaN and infinities, which no
 * statistic takes in.
 */
public final class StatsQuery {
  private static final List<Clause.Agg> DEFAULT =
      Stream.of("mean", "std", "min", "median", "max").map(Clause.Agg::new).toList();

  private final Queries queries;
  private final List<String> metrics;
  private final Clauses clauses;

  StatsQuery(Queries queries, List<String> metrics) {
    this(queries, metrics, new Clauses(List.of()));
  }

  private StatsQuery(Queries queries, List<String> metrics, Clauses clauses) {
    this.queries = queries;
    this.metrics = List.copyOf(metrics);
    this.clauses = clauses;
  }

  private StatsQuery with(Clause clause) {
    return with(List.of(clause));
  }

  private StatsQuery with(List<? extends Clause> more) {
    return new StatsQuery(queries, metrics, clauses.plus(more));
  }

  /** Groups by attributes, parameters or other columns, behind the groups given before. */
  public StatsQuery by(String... columns) {
    return by(List.of(columns));
  }

  /** As {@link #by(String...)}. */
  public StatsQuery by(List<String> columns) {
    return with(columns.stream().map(Clause.By::new).toList());
  }

  /**
   * Groups by day, week, month, quarter or year of a run's start_date, or of its timestamp where
   * there is none. The column is called {@code period}, its values are such as {@code 2024-Q4}.
   */
  public StatsQuery byPeriod(Grain grain) {
    return with(new Clause.ByPeriod(grain));
  }

  /**
   * Which statistics, as {@link Aggregate#of} reads them. Unless given: mean, std, min, median,
   * max.
   */
  public StatsQuery agg(String... aggregates) {
    return agg(List.of(aggregates));
  }

  /** As {@link #agg(String...)}. */
  public StatsQuery agg(List<String> aggregates) {
    return with(aggregates.stream().map(Clause.Agg::new).toList());
  }

  /** Only runs of that period, such as {@code 2024-Q4}: by start_date, else timestamp. */
  public StatsQuery period(String period) {
    return with(new Clause.InPeriod(period));
  }

  /** Only runs that fulfil the condition, and all conditions given before. */
  public StatsQuery where(String condition) {
    return with(new Clause.Where(condition, BoundValues.NONE));
  }

  /**
   * The same with values: {@code where("run_id = ? and sharpe > ?", id, 2)}.
   *
   * @param values what each {@code ?} of the condition stands for: see {@link BoundValues}
   */
  public StatsQuery where(String condition, @Nullable Object... values) {
    return with(new Clause.Where(condition, BoundValues.of(values)));
  }

  /** Only groups that fulfil a condition over the result's columns: {@code count > 5}. */
  public StatsQuery having(String condition) {
    return with(new Clause.Having(condition, BoundValues.NONE));
  }

  /** The same with values for each {@code ?} of the condition. */
  public StatsQuery having(String condition, @Nullable Object... values) {
    return with(new Clause.Having(condition, BoundValues.of(values)));
  }

  /** Orders by columns of the result, such as {@code mean desc}, then by the groups. */
  public StatsQuery orderBy(String keys) {
    return with(new Clause.OrderBy(keys));
  }

  /** At most so many groups. */
  public StatsQuery limit(long groups) {
    return with(Clauses.limit(groups));
  }

  /** The lake as it was. */
  public StatsQuery asOf(AsOf asOf) {
    return with(new Clause.At(asOf));
  }

  /** The groups, all in memory. */
  public Result fetch() {
    try (Rows rows = stream()) {
      return rows.all();
    }
  }

  /** The groups as records: see {@link Row#as}. */
  public <R extends Record> List<R> fetch(Class<R> type) {
    return fetch().as(type);
  }

  /** The groups, one by one. Close it. */
  public Rows stream() {
    View snapshot = queries.snapshots().at(clauses.asOf());
    long limit = clauses.limit();
    Request.Aggregation request = request(snapshot, limit == Request.UNLIMITED ? limit : limit + 1);
    List<Column> columns = new ArrayList<>();
    request.groups().forEach(group -> columns.add(group.column()));
    request.measures().forEach(measure -> columns.add(measure.column()));
    return new Rows(
        Long.toString(snapshot.version()),
        columns,
        queries.engine().run(request, Pruning.of(snapshot, LakeTable.RUNS, request.where())),
        limit,
        row -> "");
  }

  /**
   * Writes the groups into a Parquet file, which is replaced when it is there.
   *
   * @return how many
   */
  public long writeParquet(Path target) {
    View snapshot = queries.snapshots().at(clauses.asOf());
    Request.Aggregation request = request(snapshot, clauses.limit());
    View pruned = Pruning.of(snapshot, LakeTable.RUNS, request.where());
    return ExportFile.write(target, file -> queries.engine().writeParquet(request, pruned, file));
  }

  /** How many of the columns are groups: they come first. */
  public int groupCount() {
    return groups(filters(queries.snapshots().at(clauses.asOf()))).size();
  }

  /** Whether a run's date decides where it stands: by {@link #byPeriod} or {@link #period}. */
  public boolean isByPeriod() {
    return !clauses.all(Clause.ByPeriod.class).isEmpty()
        || !clauses.all(Clause.InPeriod.class).isEmpty();
  }

  /** How many of the runs have no start_date, and stand in a period by their timestamp alone. */
  public long byTimestamp() {
    View snapshot = queries.snapshots().at(clauses.asOf());
    Filters filters = filters(snapshot);
    Condition where =
        Condition.and(
            where(filters), filters.condition("start_date is null and timestamp is not null"));
    return queries
        .engine()
        .count(LakeTable.RUNS, where, Pruning.of(snapshot, LakeTable.RUNS, where));
  }

  private Filters filters(View snapshot) {
    return new Filters(TableNames.of(LakeTable.RUNS, snapshot, queries), queries.clock());
  }

  private Request.Aggregation request(View snapshot, long limit) {
    Filters filters = filters(snapshot);
    List<Request.Output> groups = groups(filters);
    List<Request.Measure> measures = measures(filters);
    Filters results = new Filters(results(groups, measures), queries.clock());
    Condition having = Condition.ALWAYS;
    for (Clause.Having clause : clauses.all(Clause.Having.class)) {
      having =
          Condition.and(having, results.condition("having", clause.condition(), clause.values()));
    }
    return new Request.Aggregation(
        LakeTable.RUNS, groups, measures, where(filters), having, order(results, groups), limit);
  }

  private Condition where(Filters filters) {
    Condition all = Condition.ALWAYS;
    for (Clause.Where where : clauses.all(Clause.Where.class)) {
      all = Condition.and(all, filters.condition(where.condition(), where.values()));
    }
    for (Clause.InPeriod period : clauses.all(Clause.InPeriod.class)) {
      all = Condition.and(all, within(period.period()));
    }
    return all;
  }

  private static Condition within(String period) {
    return TimeSpan.parse(period)
        .flatMap(
            span ->
                Optional.ofNullable(span.end())
                    .map(end -> new Condition.Within(new Expression.RunDate(), span.first(), end)))
        .orElseThrow(
            () ->
                LakeException.invalid(
                    "period",
                    "'%s' is no period: write 2024-Q4, 2024-10, 2024-W40, 2024-10-01 or 2024"
                        .formatted(period)));
  }

  private List<Request.Output> groups(Filters filters) {
    Map<String, Request.Output> groups = new LinkedHashMap<>();
    for (Clause clause : clauses.list()) {
      if (clause instanceof Clause.By(String columns)) {
        filters
            .columns("groups", columns)
            .forEach(named -> groups.putIfAbsent(named.name(), group(named)));
      } else if (clause instanceof Clause.ByPeriod(Grain grain)) {
        groups.putIfAbsent(
            "period",
            new Request.Output("period", new Expression.PeriodOf(grain, new Expression.RunDate())));
      }
    }
    return List.copyOf(groups.values());
  }

  private static Request.Output group(Filters.Named named) {
    if (named.expression().kind() == Kind.MAP) {
      throw new LakeException(
          LakeException.Code.INVALID_REQUEST,
          "'%s' is a map: group by one of its keys, such as params.fast".formatted(named.name()));
    }
    return new Request.Output(named.name(), named.expression());
  }

  private List<Request.Measure> measures(Filters filters) {
    List<Filters.Named> numbers = new ArrayList<>();
    metrics.forEach(text -> numbers.addAll(filters.columns("metrics", text)));
    if (numbers.isEmpty()) {
      throw new LakeException(
          LakeException.Code.INVALID_REQUEST, "name a metric to make statistics of");
    }
    Map<String, Aggregate> aggregates = new LinkedHashMap<>();
    List<Clause.Agg> asked = clauses.all(Clause.Agg.class);
    for (Clause.Agg name : asked.isEmpty() ? DEFAULT : asked) {
      Aggregate aggregate = Aggregate.of(name.aggregate().strip());
      aggregates.putIfAbsent(aggregate.label(), aggregate);
    }
    for (Aggregate counted : List.of(new Aggregate.Count(), new Aggregate.NotFinite())) {
      aggregates.remove(counted.label());
      aggregates.put(counted.label(), counted);
    }
    List<Request.Measure> measures = new ArrayList<>();
    for (Filters.Named number : numbers) {
      String prefix = numbers.size() == 1 ? "" : number.name() + "_";
      aggregates.forEach(
          (label, aggregate) ->
              measures.add(new Request.Measure(prefix + label, aggregate, numeric(number))));
    }
    return measures;
  }

  private static Expression numeric(Filters.Named named) {
    return switch (named.expression().kind()) {
      case NUMBER -> named.expression();
      case VALUE -> new Expression.AsNumber(named.expression());
      case TEXT, DATE, TIMESTAMP, TRUTH, MAP ->
          throw new LakeException(
              LakeException.Code.INVALID_REQUEST,
              "no statistics of '%s': it is %s".formatted(named.name(), named.expression().kind()));
    };
  }

  private static Names results(List<Request.Output> groups, List<Request.Measure> measures) {
    Map<String, Expression> columns = new LinkedHashMap<>();
    for (Request.Output group : groups) {
      Expression output = new Expression.Output(columns.size(), group.expression().kind());
      columns.put(
          group.name(),
          group.expression() instanceof Expression.Renamed(String name, _, var renames)
              ? new Expression.Renamed(name, output, renames)
              : output);
    }
    int position = groups.size();
    for (Request.Measure measure : measures) {
      columns.putIfAbsent(measure.name(), new Expression.Output(position++, Kind.NUMBER));
    }
    return new Names("results", columns, Set.of(), Set.of(), new NoKeys());
  }

  private List<SortKey> order(Filters results, List<Request.Output> groups) {
    List<SortKey> keys = new ArrayList<>();
    clauses.all(Clause.OrderBy.class).forEach(order -> keys.addAll(results.order(order.keys())));
    for (int i = 0; i < groups.size(); i++) {
      keys.add(new SortKey(new Expression.Output(i, groups.get(i).expression().kind()), false));
    }
    return keys;
  }

  private record NoKeys() implements Keys {
    @Override
    public SortedMap<String, Long> withoutNumber(String metric) {
      return Collections.emptySortedMap();
    }

    @Override
    public boolean contains(Space space, String key) {
      return false;
    }

    @Override
    public Set<String> all(Space space) {
      return Set.of();
    }
  }
}
