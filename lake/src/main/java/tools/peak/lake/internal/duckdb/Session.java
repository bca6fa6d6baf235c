package tools.peak.lake.internal.duckdb;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;
import tools.peak.lake.internal.Snapshot;

/** What one question holds while it is answered: a connection and the small tables it reads. */
final class Session implements AutoCloseable {
  private final DuckDBConnection connection;
  private final StateTables.Lease state;

  Session(DuckDBConnection database, StateTables states, Snapshot snapshot) throws SQLException {
    this.connection = database.duplicate();
    this.state = states.lease(snapshot);
  }

  StateTables.Lease state() {
    return state;
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
      state.close();
    }
  }
}
