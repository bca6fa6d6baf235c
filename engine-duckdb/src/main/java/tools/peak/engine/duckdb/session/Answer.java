package tools.peak.engine.duckdb.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import tools.peak.engine.duckdb.sql.SqlText;

/** The streamed rows of a statement. Closing it closes the statement. */
public final class Answer implements AutoCloseable {
  private final PreparedStatement statement;
  private final ResultSet rows;

  private Answer(PreparedStatement statement, ResultSet rows) {
    this.statement = statement;
    this.rows = rows;
  }

  /**
   * Runs a statement. DuckDB's driver forgets why a streamed one failed when it fails before its
   * first row ({@code Invalid result set}); run once more without streaming, it tells.
   */
  public static Answer of(Connection connection, SqlText sql) throws SQLException {
    try {
      return run(connection, sql);
    } catch (SQLException e) {
      if (!String.valueOf(e.getMessage()).contains("Invalid result set")) {
        throw e;
      }
    }
    stream(connection, false);
    try {
      return run(connection, sql);
    } finally {
      stream(connection, true);
    }
  }

  private static Answer run(Connection connection, SqlText sql) throws SQLException {
    PreparedStatement statement = prepare(connection, sql);
    boolean done = false;
    try {
      Answer answer = new Answer(statement, statement.executeQuery());
      done = true;
      return answer;
    } finally {
      if (!done) {
        statement.close();
      }
    }
  }

  static PreparedStatement prepare(Connection connection, SqlText sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.sql());
    List<Object> binds = sql.binds();
    for (int i = 0; i < binds.size(); i++) {
      statement.setObject(
          i + 1,
          binds.get(i) instanceof List<?> texts
              ? connection.createArrayOf("VARCHAR", texts.toArray())
              : binds.get(i));
    }
    return statement;
  }

  private static void stream(Connection connection, boolean streaming) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET jdbc_stream_results = " + streaming);
    }
  }

  public ResultSet rows() {
    return rows;
  }

  @Override
  public void close() throws SQLException {
    try (statement) {
      rows.close();
    }
  }
}
