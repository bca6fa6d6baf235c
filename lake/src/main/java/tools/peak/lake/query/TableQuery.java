package tools.peak.lake.query;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.AsOf;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.filter.BoundValues;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.filter.Filters;
import tools.peak.lake.query.filter.SortKey;
import tools.peak.lake.query.plan.Pruning;
import tools.peak.lake.query.plan.Request;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.LakeTable;

/**
 * Asks for rows of a table. Immutable: each method that narrows the question returns another one;
 * nothing is read before {@link #fetch}, {@link #stream}, {@link #count} or {@link #writeParquet}.
 * Those throw a {@link LakeException} with {@link LakeException.Code#INVALID_REQUEST} when the
 * question is wrong. The language is described in {@code docs/reference/filters.md}.
 */
public final class TableQuery {
  private final Queries queries;
  private final LakeTable table;
  private final Clauses clauses;

  TableQuery(Queries queries, LakeTable table) {
    this(queries, table, new Clauses(List.of()));
  }

  private TableQuery(Queries queries, LakeTable table, Clauses clauses) {
    this.queries = queries;
    this.table = table;
    this.clauses = clauses;
  }

  private TableQuery with(Clause clause) {
    return new TableQuery(queries, table, clauses.plus(clause));
  }

  /** Only rows that fulfil the condition, and all conditions given before. */
  public TableQuery where(String condition) {
    return with(new Clause.Where(condition, BoundValues.NONE));
  }

  /**
   * The same with values: {@code where("run_id = ? and sharpe > ?", id, 2)}.
   *
   * @param values what each {@code ?} of the condition stands for: see {@link BoundValues}
   */
  public TableQuery where(String condition, @Nullable Object... values) {
    return with(new Clause.Where(condition, BoundValues.of(values)));
  }

  /**
   * Refuses conditions that name a strategy by an alias, for deeds that can't be meant for more
   * runs than they were written for.
   */
  public TableQuery byCurrentNames() {
    return with(new Clause.CurrentNames());
  }

  /** Only rows of these runs; there may be a hundred thousand of them. */
  public TableQuery ofRuns(Collection<String> runIds) {
    return with(new Clause.OfRuns(List.copyOf(runIds)));
  }

  /**
   * Orders by keys such as {@code sharpe desc, strategy}, behind those given before. Rows that are
   * equal in all of them, and rows without any order, are ordered by what tells them apart: the
   * run_id, and within a run the place.
   */
  public TableQuery orderBy(String keys) {
    return with(new Clause.OrderBy(keys));
  }

  /** At most so many rows. */
  public TableQuery limit(long rows) {
    return with(Clauses.limit(rows));
  }

  /**
   * Which columns: names or expressions, each text one or several divided by commas; {@code
   * params.*}, {@code metrics.*}, {@code tags.*} and {@code meta.*} stand for all that there are,
   * {@code *} for attributes, metrics, parameters and tags. Without it: attributes and metrics, but
   * for the maps and raw JSON, which are given when they are named.
   */
  public TableQuery columns(String... columns) {
    return columns(List.of(columns));
  }

  /** As {@link #columns(String...)}. */
  public TableQuery columns(List<String> columns) {
    return new TableQuery(
        queries, table, clauses.plus(columns.stream().map(Clause.Columns::new).toList()));
  }

  /** The lake as it was. */
  public TableQuery asOf(AsOf asOf) {
    return with(new Clause.At(asOf));
  }

  /**
   * The page behind the one that a key ended ({@link Result#next}), under the same order. Runs that
   * were added meanwhile shift nothing.
   */
  public TableQuery after(String key) {
    return with(new Clause.After(key));
  }

  /** The rows, all in memory. */
  public Result fetch() {
    try (Rows rows = stream()) {
      return rows.all();
    }
  }

  /** The rows as records: see {@link Row#as}. */
  public <R extends Record> List<R> fetch(Class<R> type) {
    return fetch().as(type);
  }

  /** The rows, one by one. Close it. */
  public Rows stream() {
    View snapshot = queries.snapshots().at(clauses.asOf());
    Filters filters = filters(snapshot);
    List<SortKey> order = order(filters);
    List<Request.Output> outputs = outputs(filters, snapshot);
    List<Request.Output> all = new ArrayList<>(outputs);
    order.forEach(key -> all.add(new Request.Output("", key.expression())));
    long limit = clauses.limit();
    Condition where = where(filters, order);
    Request.Selection selection =
        new Request.Selection(
            table,
            limit == Request.UNLIMITED ? outputs : all,
            where,
            order,
            limit == Request.UNLIMITED ? limit : limit + 1);
    return new Rows(
        Long.toString(snapshot.version()),
        outputs.stream().map(Request.Output::column).toList(),
        queries.engine().run(selection, Pruning.of(snapshot, table, where)),
        limit,
        row -> PageKey.of(order, row.subList(outputs.size(), row.size())));
  }

  /** How many rows there are; limit and page are left aside. */
  public long count() {
    View snapshot = queries.snapshots().at(clauses.asOf());
    Condition where = conditions(filters(snapshot));
    return queries.engine().count(table, where, Pruning.of(snapshot, table, where));
  }

  /**
   * Writes the rows into a Parquet file, which is replaced when it is there.
   *
   * @return how many
   */
  public long writeParquet(Path target) {
    View snapshot = queries.snapshots().at(clauses.asOf());
    Filters filters = filters(snapshot);
    List<SortKey> order = order(filters);
    Condition where = where(filters, order);
    Request.Selection selection =
        new Request.Selection(table, outputs(filters, snapshot), where, order, clauses.limit());
    View pruned = Pruning.of(snapshot, table, where);
    return ExportFile.write(target, file -> queries.engine().writeParquet(selection, pruned, file));
  }

  private Filters filters(View snapshot) {
    return new Filters(
        TableNames.of(
            table, snapshot, queries, clauses.last(Clause.CurrentNames.class).isPresent()),
        queries.clock());
  }

  private Condition where(Filters filters, List<SortKey> order) {
    Condition conditions = conditions(filters);
    return clauses
        .last(Clause.After.class)
        .map(after -> Condition.and(conditions, PageKey.behind(order, after.key())))
        .orElse(conditions);
  }

  private Condition conditions(Filters filters) {
    String what = table == LakeTable.RUNS ? "filter" : "filter of rows";
    Condition all = Condition.ALWAYS;
    for (Clause.OfRuns runs : clauses.all(Clause.OfRuns.class)) {
      all = Condition.and(all, ofRuns(filters, runs.runIds()));
    }
    for (Clause.Where where : clauses.all(Clause.Where.class)) {
      all = Condition.and(all, filters.condition(what, where.condition(), where.values()));
    }
    return all;
  }

  private static Condition ofRuns(Filters filters, List<String> runIds) {
    if (runIds.isEmpty()) {
      return new Condition.Any(List.of());
    }
    return new Condition.In(
        filters.columns("run_id").getFirst().expression(),
        runIds.stream().<Expression>map(Expression.TextLiteral::new).toList());
  }

  private List<SortKey> order(Filters filters) {
    List<SortKey> keys = new ArrayList<>();
    clauses.all(Clause.OrderBy.class).forEach(order -> keys.addAll(filters.order(order.keys())));
    for (String name : table.definition().identity()) {
      SortKey last = new SortKey(filters.columns(name).getFirst().expression(), false);
      if (keys.stream().noneMatch(key -> key.expression().equals(last.expression()))) {
        keys.add(last);
      }
    }
    return keys;
  }

  private List<Request.Output> outputs(Filters filters, View snapshot) {
    Map<String, Request.Output> outputs = new LinkedHashMap<>();
    List<Clause.Columns> asked = clauses.all(Clause.Columns.class);
    if (asked.isEmpty()) {
      StrategyNames.shown(table, filters.names())
          .forEach(name -> add(outputs, name, filters.attribute(name).expression()));
      if (table == LakeTable.RUNS) {
        TableNames.metrics(snapshot, filters.names().keys())
            .forEach(
                name -> {
                  Filters.Named named = filters.metric(name);
                  add(outputs, named.name(), named.expression());
                });
      }
    }
    for (Clause.Columns columns : asked) {
      filters
          .columns(columns.columns(), StrategyNames.shown(table, filters.names()))
          .forEach(named -> add(outputs, named.name(), named.expression()));
    }
    if (outputs.isEmpty()) {
      throw new LakeException(
          LakeException.Code.INVALID_REQUEST,
          "no column is left: the lake has nothing under " + asked.getFirst().columns());
    }
    return List.copyOf(outputs.values());
  }

  private static void add(Map<String, Request.Output> outputs, String name, Expression expression) {
    outputs.putIfAbsent(name, new Request.Output(name, expression));
  }

  /** The columns that a row consists of unless others are asked for. */
  public List<Column> columns() {
    View snapshot = queries.snapshots().at(clauses.asOf());
    return outputs(filters(snapshot), snapshot).stream().map(Request.Output::column).toList();
  }
}
