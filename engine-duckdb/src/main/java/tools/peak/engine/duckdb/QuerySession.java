package tools.peak.engine.duckdb;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import tools.peak.lake.query.plan.View;

/** What one question holds while it is answered: a connection and the small tables it reads. */
final class QuerySession implements AutoCloseable {
  private final DuckDBConnection connection;
  private final TagTables.Lease tags;
  private final Optional<NativeRuns> hot;

  QuerySession(DuckDBConnection database, TagTables tags, Optional<NativeRuns> hot, View snapshot)
      throws SQLException {
    this.connection = database.duplicate();
    this.tags = tags.lease(snapshot);
    this.hot = hot;
  }

  /** Copies of files that are read in their place. */
  Optional<NativeRuns> hot() {
    return hot;
  }

  TagTables.Lease tags() {
    return tags;
  }

  Answer query(SqlText sql) throws SQLException {
    return Answer.of(connection, sql);
  }

  /** Runs a statement that writes; gives the number of rows. */
  long update(SqlText sql) throws SQLException {
    try (PreparedStatement statement = Answer.prepare(connection, sql)) {
      return statement.executeLargeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      tags.close();
    }
  }
}
