package tools.peak.lake.internal.duckdb;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
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

  PreparedStatement prepare(SqlText sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.sql());
    List<Object> binds = sql.binds();
    for (int i = 0; i < binds.size(); i++) {
      statement.setObject(i + 1, binds.get(i));
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      state.close();
    }
  }
}
