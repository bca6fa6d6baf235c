package tools.peak.engine.duckdb.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.plan.Cursor;
import tools.peak.lake.query.plan.View;

/** RowAppender of a statement as they come, which close all that they hold when they are closed. */
public final class ResultCursor implements Cursor {
  private final QuerySession session;
  private final Answer answer;
  private final List<Reader> readers;
  private final View snapshot;

  /** Turns what DuckDB gives for a column into plain Java. */
  @FunctionalInterface
  public interface Reader {
    @Nullable Object read(@Nullable Object value) throws SQLException;
  }

  public ResultCursor(QuerySession session, Answer answer, List<Reader> readers, View snapshot) {
    this.session = session;
    this.answer = answer;
    this.readers = List.copyOf(readers);
    this.snapshot = snapshot;
  }

  @Override
  public @Nullable List<@Nullable Object> next() {
    try {
      ResultSet rows = answer.rows();
      if (!rows.next()) {
        return null;
      }
      return row(rows, readers, 0);
    } catch (SQLException e) {
      throw UnreadableFiles.of(e, snapshot);
    }
  }

  /** The values of a row behind its first columns. */
  public static List<@Nullable Object> row(ResultSet rows, List<Reader> readers, int first)
      throws SQLException {
    List<@Nullable Object> row = new ArrayList<>(readers.size());
    for (int i = 0; i < readers.size(); i++) {
      row.add(readers.get(i).read(rows.getObject(first + i + 1)));
    }
    return row;
  }

  @Override
  public void close() {
    try (session;
        answer) {
      // Both are closed, whatever fails.
    } catch (SQLException e) {
      throw DuckDbFailures.of(e);
    }
  }
}
