package tools.peak.lake.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What a catalog says of its lake as a whole. */
final class LakeFacts {
  static final String FORMAT = "format";
  static final String LOCATION = "location";
  private static final String ID = "lake_id";

  private LakeFacts() {}

  static Map<String, String> read(Connection connection) throws SQLException {
    Map<String, String> facts = new HashMap<>();
    if (Sqlite.query(
            connection,
            row -> row.getString(1),
            "SELECT name FROM sqlite_master WHERE name = 'peak_lake'")
        .isEmpty()) {
      return facts; // somebody else's database
    }
    Sqlite.query(
            connection,
            row -> Map.entry(row.getString(1), row.getString(2)),
            "SELECT key, value FROM peak_lake")
        .forEach(fact -> facts.put(fact.getKey(), fact.getValue()));
    return facts;
  }

  static void write(Connection connection, Path root) throws SQLException {
    put(connection, FORMAT, Integer.toString(CatalogSchema.FORMAT));
    put(connection, LOCATION, root.toString());
    put(connection, ID, UUID.randomUUID().toString());
  }

  /** Says that the lake now has all that this Peak's format has. */
  static void upgraded(Connection connection) throws SQLException {
    Sqlite.update(
        connection,
        "UPDATE peak_lake SET value = ? WHERE key = ?",
        Integer.toString(CatalogSchema.FORMAT),
        FORMAT);
  }

  private static void put(Connection connection, String key, String value) throws SQLException {
    Sqlite.update(connection, "INSERT INTO peak_lake VALUES (?, ?)", key, value);
  }
}
