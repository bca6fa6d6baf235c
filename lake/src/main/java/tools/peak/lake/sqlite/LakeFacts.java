package tools.peak.lake.sqlite;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What a catalog says of its lake as a whole. */
final class LakeFacts {
  static final String FORMAT = "format";
  static final String LOCATION = "location";
  private static final String ID = "lake_id";

  private LakeFacts() {}

  static Map<String, String> read(Sqlite database) {
    Map<String, String> facts = new HashMap<>();
    if (!database.finds("SELECT name FROM sqlite_master WHERE name = 'peak_lake'")) {
      return facts; // somebody else's database
    }
    database.query(
            row -> Map.entry(row.getString(1), row.getString(2)),
            "SELECT key, value FROM peak_lake")
        .forEach(fact -> facts.put(fact.getKey(), fact.getValue()));
    return facts;
  }

  static void write(Sqlite database, Path root) {
    put(database, FORMAT, Integer.toString(CatalogSchema.FORMAT));
    put(database, LOCATION, root.toString());
    put(database, ID, UUID.randomUUID().toString());
  }

  /** Says that the lake now has all that this Peak's format has. */
  static void upgraded(Sqlite database) {
    var _ = database.update(
        "UPDATE peak_lake SET value = ? WHERE key = ?",
        Integer.toString(CatalogSchema.FORMAT),
        FORMAT);
  }

  private static void put(Sqlite database, String key, String value) {
    var _ = database.update("INSERT INTO peak_lake VALUES (?, ?)", key, value);
  }
}
