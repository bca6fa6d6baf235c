package tools.peak.lake.sqlite;

import java.sql.Connection;
import java.sql.SQLException;

/** Tags and notes of runs. The last write is in force; what it replaced stays for as-of. */
public final class Tags {
  private final CatalogTransaction transaction;

  Tags(CatalogTransaction transaction) {
    this.transaction = transaction;
  }

  /** Sets a tag. */
  public void set(String runId, String key, String value, String setBy) throws SQLException {
    Connection connection = transaction.connection();
    Sqlite.update(
        connection,
        "UPDATE peak_tags SET until = ? WHERE run_id = ? AND key = ? AND until IS NULL",
        transaction.nextVersion(),
        runId,
        key);
    Sqlite.update(
        connection,
        "INSERT INTO peak_tags VALUES (?, ?, ?, ?, ?, ?, NULL)",
        runId,
        key,
        value,
        Micros.of(transaction.now()),
        setBy,
        transaction.nextVersion());
    transaction.markChanged();
  }
}
