package tools.peak.engine.duckdb.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/** Opens DuckDB in this process the way that Peak needs it: in memory, UTC, nothing installed. */
public final class DuckDb {
  private DuckDb() {}

  /** A new, empty database. Close the connection to free it. */
  public static DuckDBConnection open(int threads, String memoryLimit) throws SQLException {
    return open(threads, memoryLimit, Map.of());
  }

  /** A new, empty database with further settings of DuckDB or its driver. */
  public static DuckDBConnection open(int threads, String memoryLimit, Map<String, String> more)
      throws SQLException {
    Properties settings = new Properties();
    settings.putAll(more);
    settings.setProperty("threads", Integer.toString(threads));
    settings.setProperty("memory_limit", memoryLimit);
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    DuckDBConnection connection =
        DuckDBConnection.newConnection("jdbc:duckdb:", false, null, settings);
    configure(connection);
    return connection;
  }

  private static void configure(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
    }
  }
}
