package tools.peak.engine.duckdb.session;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tools.peak.engine.duckdb.sql.RequestSql;
import tools.peak.lake.query.plan.StateRequest;

/** Small tables of the catalog, brought into DuckDB for one question each. */
final class StateTables {
  private static final AtomicLong NUMBER = new AtomicLong();

  private StateTables() {}

  /** The rows of an answer. */
  static List<List<@Nullable Object>> answer(DuckDBConnection connection, StateRequest request)
      throws SQLException {
    String name = "state_" + NUMBER.incrementAndGet();
    StateTableLoader.create(connection, name, request.table().columns());
    try {
      load(connection, name, request);
      return rows(connection, name, request);
    } finally {
      try (Statement statement = connection.createStatement()) {
        statement.execute("DROP TABLE " + name);
      }
    }
  }

  private static void load(DuckDBConnection connection, String name, StateRequest request)
      throws SQLException {
    @Nullable SQLException[] failure = {null};
    try (StateTableLoader.Loader loader =
        new StateTableLoader.Loader(connection, name, request.table().columns())) {
      request
          .table()
          .rows()
          .forEach(
              row -> {
                try {
                  if (failure[0] == null) {
                    loader.add(row);
                  }
                } catch (SQLException e) {
                  failure[0] = e;
                }
              });
    }
    if (failure[0] != null) {
      throw failure[0];
    }
  }

  private static List<List<@Nullable Object>> rows(
      DuckDBConnection connection, String name, StateRequest request) throws SQLException {
    List<ResultCursor.Reader> readers =
        request.table().columns().stream()
            .<ResultCursor.Reader>map(_ -> JavaValues::plain)
            .toList();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (Answer answer = Answer.of(connection, RequestSql.ofState(name, request))) {
      while (answer.rows().next()) {
        rows.add(ResultCursor.row(answer.rows(), readers, 0));
      }
    }
    return rows;
  }
}
