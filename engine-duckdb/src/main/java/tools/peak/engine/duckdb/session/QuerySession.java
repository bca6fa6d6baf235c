package tools.peak.engine.duckdb.session;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tools.peak.engine.duckdb.sql.CopiedRuns;
import tools.peak.engine.duckdb.sql.RequestSql;
import tools.peak.engine.duckdb.sql.SqlText;
import tools.peak.lake.query.plan.StateRequest;
import tools.peak.lake.query.plan.View;

/** What one question holds while it is answered: a connection and the small tables it reads. */
public final class QuerySession implements AutoCloseable {
  private final DuckDBConnection connection;
  private final TagTables.Lease tags;
  private final AttachedCopies.Lease copies;

  public QuerySession(
      DuckDBConnection database, TagTables tags, AttachedCopies.Lease copies, View snapshot)
      throws SQLException {
    this.connection = database.duplicate();
    this.tags = tags.lease(snapshot);
    this.copies = copies;
  }

  /** Copies of files that are read in their place. */
  public Optional<CopiedRuns> hot() {
    return copies.runs();
  }

  /** The same, to be distrusted. */
  public AttachedCopies.Lease copies() {
    return copies;
  }

  public TagTables.Lease tags() {
    return tags;
  }

  /** Renders requests of that snapshot as this session can read them. */
  public RequestSql sql(View snapshot) {
    return new RequestSql(snapshot, hot(), tags);
  }

  public Answer query(SqlText sql) throws SQLException {
    return Answer.of(connection, sql);
  }

  /** The rows of a small table of the catalog. */
  public List<List<@Nullable Object>> state(StateRequest request) throws SQLException {
    return StateTables.answer(connection, request);
  }

  /** Runs a statement that writes; gives the number of rows. */
  public long update(SqlText sql) throws SQLException {
    try (PreparedStatement statement = Answer.prepare(connection, sql)) {
      return statement.executeLargeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    try (copies;
        connection) {
      tags.close();
    }
  }
}
