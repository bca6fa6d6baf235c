package tools.peak.engine.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.engine.duckdb.session.Answer;
import tools.peak.engine.duckdb.session.DuckDbFailures;
import tools.peak.engine.duckdb.session.QuerySession;
import tools.peak.engine.duckdb.session.ResultCursor;
import tools.peak.engine.duckdb.sql.Place;
import tools.peak.engine.duckdb.sql.RequestSql;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.plan.Cursor;
import tools.peak.lake.query.plan.Request;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TableSnapshot;

/**
 * The first rows of an order. Two things make them cheap. The first key alone is looked at, and the
 * others only when it has ties: DuckDB then passes over most rows by the key's bounds. And where
 * many columns are wanted, places are found first, then these rows alone are read; in one step
 * every column of every candidate would be.
 */
final class FirstRows {
  /**
   * RowAppender are kept in memory; of more than this the second step reads nearly everything
   * anyway.
   */
  private static final long MOST_ROWS = 1_000;

  /** So few columns are read along. */
  private static final int FEW = 3;

  private final QuerySession session;
  private final Request.Selection selection;
  private final View snapshot;
  private final List<ResultCursor.Reader> readers;

  private record Spot(String file, long row) {}

  FirstRows(
      QuerySession session,
      Request.Selection selection,
      View snapshot,
      List<ResultCursor.Reader> readers) {
    this.session = session;
    this.selection = selection;
    this.snapshot = snapshot;
    this.readers = readers;
  }

  /** Whether a selection is a short list. */
  static boolean fits(Request.Selection selection) {
    return selection.limit() <= MOST_ROWS && selection.table() != LakeTable.INGESTS;
  }

  /** The rows; empty where the one plain way is the best. */
  Optional<Cursor> answer() throws SQLException {
    boolean hot = sql().isHot(selection);
    // In its own format DuckDB itself reads the other columns last.
    Optional<List<List<@Nullable Object>>> rows = isWide() && !hot ? twoSteps() : byFirstKey();
    return rows.map(this::cursor);
  }

  private RequestSql sql() {
    return session.sql(snapshot);
  }

  private boolean isWide() {
    Set<Expression> needed =
        selection.order().stream().map(key -> key.expression()).collect(Collectors.toSet());
    return selection.outputs().stream()
            .filter(output -> !needed.contains(output.expression()))
            .count()
        > FEW;
  }

  /** The key is a number that is a column: bounds are known of it, and ties are rare. */
  private boolean hasPlainKey() {
    return switch (selection.order().getFirst().expression()) {
      case Expression.Metric _ -> true;
      case Expression.Attribute(var column) -> column.type() == ColumnType.DOUBLE;
      default -> false;
    };
  }

  private Optional<List<List<@Nullable Object>>> byFirstKey() throws SQLException {
    if (!hasPlainKey()) {
      return Optional.empty();
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    List<Double> keys = new ArrayList<>();
    try (Answer answer = session.query(sql().byFirstKey(selection))) {
      ResultSet found = answer.rows();
      while (found.next()) {
        rows.add(ResultCursor.row(found, readers, 0));
        keys.add(found.getDouble(readers.size() + 1));
      }
    }
    return isDecided(keys) ? Optional.of(first(rows)) : Optional.empty();
  }

  private <T> List<T> first(List<T> rows) {
    return rows.subList(0, (int) Math.min(rows.size(), selection.limit()));
  }

  /** Whether the first key put the rows in order, and no row without one belongs among them. */
  private boolean isDecided(List<Double> keys) {
    for (int i = 1; i < keys.size(); i++) {
      if (keys.get(i - 1) + 0.0 == keys.get(i) + 0.0) {
        return false;
      }
    }
    return keys.size() > selection.limit()
        || implies(selection.where(), selection.order().getFirst().expression());
  }

  /** Whether a condition is true only where the number is one. */
  private static boolean implies(Condition condition, Expression number) {
    return switch (condition) {
      case Condition.Comparison(Expression left, Condition.Relation _, Expression right) ->
          left.equals(number) || right.equals(number);
      case Condition.All(List<Condition> all) ->
          all.stream().anyMatch(part -> implies(part, number));
      case Condition.In(Expression expression, List<Expression> _) -> expression.equals(number);
      case Condition.Any _,
          Condition.Not _,
          Condition.Within _,
          Condition.OfTrades _,
          Condition.IsNull _,
          Condition.IsNan _,
          Condition.Like _,
          Condition.Matches _ ->
          false;
    };
  }

  private Optional<List<List<@Nullable Object>>> twoSteps() throws SQLException {
    Optional<List<Place>> places = hasPlainKey() ? places(true) : Optional.empty();
    if (places.isEmpty()) {
      places = places(false);
    }
    return places.isEmpty() ? Optional.empty() : Optional.of(rows(places.get()));
  }

  /** Empty where the first key does not decide, or a row of another program's has no run_id. */
  private Optional<List<Place>> places(boolean byFirstKey) throws SQLException {
    List<Place> places = new ArrayList<>();
    List<Double> keys = new ArrayList<>();
    try (Answer answer = session.query(sql().places(selection, byFirstKey))) {
      ResultSet rows = answer.rows();
      while (rows.next()) {
        String runId = rows.getString(1);
        if (runId == null) {
          return Optional.empty();
        }
        places.add(new Place(runId, rows.getString(2), rows.getLong(3)));
        keys.add(rows.getDouble(4));
      }
    }
    return !byFirstKey || isDecided(keys) ? Optional.of(first(places)) : Optional.empty();
  }

  private List<List<@Nullable Object>> rows(List<Place> places) throws SQLException {
    if (places.isEmpty()) {
      return List.of();
    }
    Map<Spot, Integer> positions = new HashMap<>();
    places.forEach(place -> positions.put(new Spot(place.file(), place.row()), positions.size()));
    List<List<@Nullable Object>> found =
        new ArrayList<>(Collections.nCopies(places.size(), List.of()));
    try (Answer answer = session.query(step(places).rows(selection, places))) {
      ResultSet rows = answer.rows();
      while (rows.next()) {
        Integer position = positions.get(new Spot(rows.getString(1), rows.getLong(2)));
        if (position != null) {
          found.set(position, ResultCursor.row(rows, readers, 2));
        }
      }
    }
    return found;
  }

  /** The second step reads the files that the first found rows in. */
  private RequestSql step(List<Place> places) {
    Set<String> files = places.stream().map(Place::file).collect(Collectors.toSet());
    TableSnapshot table = Objects.requireNonNull(snapshot.tables().get(selection.table()));
    return session.sql(
        snapshot.with(selection.table(), table.only(file -> files.contains(file.path()))));
  }

  private Cursor cursor(List<List<@Nullable Object>> rows) {
    return new Cursor() {
      private int next;

      @Override
      public @Nullable List<@Nullable Object> next() {
        return next < rows.size() ? rows.get(next++) : null;
      }

      @Override
      public void close() {
        try {
          session.close();
        } catch (SQLException e) {
          throw DuckDbFailures.of(e);
        }
      }
    };
  }
}
