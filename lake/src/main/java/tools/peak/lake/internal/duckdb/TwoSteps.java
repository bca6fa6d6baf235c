package tools.peak.lake.internal.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.internal.Snapshot;
import tools.peak.lake.internal.TableSnapshot;
import tools.peak.lake.query.Cursor;
import tools.peak.lake.query.Request;
import tools.peak.lake.schema.LakeTable;

/**
 * The first rows of an order, in two steps: where they lie, by the few columns that decide that;
 * then these rows alone with all their columns. In one step every column of every candidate is read.
 */
final class TwoSteps {
  /** Rows are kept in memory; of more than this the second step reads nearly everything anyway. */
  private static final long MOST_ROWS = 1_000;

  private TwoSteps() {}

  private record Place(String file, long row) {}

  /** Whether it pays: a short list, with columns that its choice does not need. */
  static boolean fits(Request.Selection selection) {
    return selection.limit() <= MOST_ROWS
        && selection.table() != LakeTable.INGESTS
        && selection.outputs().size() > selection.order().size() + 2;
  }

  /**
   * The rows; empty if they can't be told apart by place, which only rows without run_id of another
   * program's making are.
   */
  static Optional<Cursor> run(
      Session session,
      Request.Selection selection,
      Snapshot snapshot,
      List<ResultCursor.Reader> readers)
      throws SQLException {
    Map<Place, Integer> places = new LinkedHashMap<>();
    Set<String> runIds = new HashSet<>();
    Set<String> files = new HashSet<>();
    try (Answer answer =
        session.query(new RequestSql(snapshot, session.state()).places(selection))) {
      ResultSet rows = answer.rows();
      while (rows.next()) {
        String runId = rows.getString(1);
        if (runId == null) {
          return Optional.empty();
        }
        runIds.add(runId);
        files.add(rows.getString(2));
        places.put(new Place(rows.getString(2), rows.getLong(3)), places.size());
      }
    }
    List<@Nullable List<@Nullable Object>> found = new ArrayList<>();
    places.forEach((_, _) -> found.add(null));
    if (!places.isEmpty()) {
      TableSnapshot table = Objects.requireNonNull(snapshot.tables().get(selection.table()));
      Snapshot few =
          snapshot.with(selection.table(), table.only(file -> files.contains(file.path())));
      fill(session, new RequestSql(few, session.state()).rows(selection, runIds), readers, places, found);
    }
    return Optional.of(cursor(session, found.iterator()));
  }

  private static void fill(
      Session session,
      SqlText sql,
      List<ResultCursor.Reader> readers,
      Map<Place, Integer> places,
      List<@Nullable List<@Nullable Object>> found)
      throws SQLException {
    try (Answer answer = session.query(sql)) {
      ResultSet rows = answer.rows();
      while (rows.next()) {
        Integer position = places.get(new Place(rows.getString(1), rows.getLong(2)));
        if (position != null) {
          found.set(position, ResultCursor.row(rows, readers, 2));
        }
      }
    }
  }

  private static Cursor cursor(
      Session session, Iterator<@Nullable List<@Nullable Object>> rows) {
    return new Cursor() {
      @Override
      public @Nullable List<@Nullable Object> next() {
        return rows.hasNext() ? rows.next() : null;
      }

      @Override
      public void close() {
        try {
          session.close();
        } catch (SQLException e) {
          throw Failures.of(e);
        }
      }
    };
  }
}
