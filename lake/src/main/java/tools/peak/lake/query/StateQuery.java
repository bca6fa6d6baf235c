package tools.peak.lake.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.AsOf;
import tools.peak.lake.catalog.StateTable;
import tools.peak.lake.query.filter.BoundValues;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Filters;
import tools.peak.lake.query.filter.Keys;
import tools.peak.lake.query.filter.Names;
import tools.peak.lake.query.filter.SortKey;
import tools.peak.lake.query.filter.Space;
import tools.peak.lake.query.plan.Request;
import tools.peak.lake.query.plan.StateRequest;
import tools.peak.lake.query.plan.View;

/**
 * Asks for rows of a small table that lives in the catalog, such as the audit. Immutable: each
 * method that narrows the question returns another one; nothing is read before {@link #fetch},
 * which throws a {@link tools.peak.lake.LakeException} when the question is wrong. The language is
 * described in {@code docs/reference/filters.md}.
 */
public final class StateQuery {
  private final Queries queries;
  private final String table;
  private final Clauses clauses;

  StateQuery(Queries queries, String table) {
    this(queries, table, new Clauses(List.of()));
  }

  private StateQuery(Queries queries, String table, Clauses clauses) {
    this.queries = queries;
    this.table = table;
    this.clauses = clauses;
  }

  private StateQuery with(Clause clause) {
    return new StateQuery(queries, table, clauses.plus(clause));
  }

  /** Only rows that fulfil the condition, and all conditions given before. */
  public StateQuery where(String condition) {
    return with(new Clause.Where(condition, BoundValues.NONE));
  }

  /**
   * The same with values: {@code where("run_id = ? and sharpe > ?", id, 2)}.
   *
   * @param values what each {@code ?} of the condition stands for: see {@link BoundValues}
   */
  public StateQuery where(String condition, @Nullable Object... values) {
    return with(new Clause.Where(condition, BoundValues.of(values)));
  }

  /** Orders by keys such as {@code seq desc}, behind those given before. */
  public StateQuery orderBy(String keys) {
    return with(new Clause.OrderBy(keys));
  }

  /** At most so many rows. */
  public StateQuery limit(long rows) {
    return with(Clauses.limit(rows));
  }

  /** The table as it was. */
  public StateQuery asOf(AsOf asOf) {
    return with(new Clause.At(asOf));
  }

  /** The rows, all in memory. */
  public Result fetch() {
    View snapshot = queries.snapshots().at(clauses.asOf());
    StateTable state =
        snapshot.state().stream()
            .filter(candidate -> candidate.name().equals(table))
            .findFirst()
            .orElseThrow();
    Filters filters =
        new Filters(
            new Names(table, Names.columns(state.columns()), Set.of(), Set.of(), NO_KEYS),
            queries.clock());
    long limit = clauses.limit();
    List<List<@Nullable Object>> rows =
        queries
            .engine()
            .state(
                new StateRequest(
                    state,
                    where(filters),
                    order(filters),
                    limit == Request.UNLIMITED ? limit : limit + 1),
                snapshot);
    boolean isTruncated = rows.size() > limit;
    return new Result(
        Long.toString(snapshot.version()),
        state.columns(),
        isTruncated ? rows.subList(0, (int) limit) : rows,
        isTruncated,
        Optional.empty());
  }

  /** The rows as records: see {@link Row#as}. */
  public <R extends Record> List<R> fetch(Class<R> type) {
    return fetch().as(type);
  }

  private Condition where(Filters filters) {
    Condition all = Condition.ALWAYS;
    for (Clause.Where where : clauses.all(Clause.Where.class)) {
      all = Condition.and(all, filters.condition(where.condition(), where.values()));
    }
    return all;
  }

  private List<SortKey> order(Filters filters) {
    List<SortKey> keys = new ArrayList<>();
    clauses.all(Clause.OrderBy.class).forEach(order -> keys.addAll(filters.order(order.keys())));
    return keys;
  }

  /** A small table has its columns and nothing else. */
  private static final Keys NO_KEYS =
      new Keys() {
        @Override
        public boolean contains(Space space, String key) {
          return false;
        }

        @Override
        public Set<String> all(Space space) {
          return Set.of();
        }

        @Override
        public SortedMap<String, Long> withoutNumber(String metric) {
          return new TreeMap<>();
        }
      };
}
