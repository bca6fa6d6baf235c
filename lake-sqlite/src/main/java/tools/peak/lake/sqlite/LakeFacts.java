package tools.peak.lake.sqlite;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.schema.LakeTable;

/** What a catalog says of its lake as a whole. */
final class LakeFacts {
  private static final String FORMAT = "format";
  static final String LOCATION = "location";
  static final String ID = "lake_id";

  private LakeFacts() {}

  static Map<String, String> read(Sqlite database) {
    Map<String, String> facts = new HashMap<>();
    if (!database.finds("SELECT name FROM sqlite_master WHERE name = 'peak_lake'")) {
      return facts; // somebody else's database
    }
    database
        .query(
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

  /** Whether the lake has all that this Peak's format has. */
  static boolean isOfThisFormat(Sqlite database) {
    return Integer.toString(CatalogSchema.FORMAT).equals(read(database).get(FORMAT))
        && CatalogSchema.hasDigests(database);
  }

  /** Says that the lake now has all that this Peak's format has. */
  static void upgraded(Sqlite database) {
    var _ =
        database.update(
            "UPDATE peak_lake SET value = ? WHERE key = ?",
            Integer.toString(CatalogSchema.FORMAT),
            FORMAT);
  }

  /** Says where the lake lies. */
  static void relocated(Sqlite database, Path root) {
    var _ =
        database.update("UPDATE peak_lake SET value = ? WHERE key = ?", root.toString(), LOCATION);
  }

  /** Gives the lake another identity. */
  static void identify(Sqlite database, UUID id) {
    var _ = database.update("UPDATE peak_lake SET value = ? WHERE key = ?", id.toString(), ID);
  }

  /** Refuses what is no catalog of Peak, or of one that is newer than this. */
  static void requireKnownFormat(Path root, Map<String, String> facts) {
    String format = facts.getOrDefault(FORMAT, "");
    if (facts.isEmpty() || !format.matches("\\d{1,9}")) {
      throw new LakeException(
          Code.NOT_A_LAKE, root + ": catalog.db is no catalog of Peak, or damaged");
    }
    if (Integer.parseInt(format) > CatalogSchema.FORMAT) {
      throw new LakeException(
          Code.NEWER_FORMAT,
          root
              + ": a newer Peak wrote this lake (format "
              + format
              + ", this Peak reads "
              + CatalogSchema.FORMAT
              + "): upgrade Peak");
    }
  }

  /** Refuses a lake that can't be used as it is. */
  static void check(SqliteCatalog catalog) {
    Path root = catalog.folder().root();
    Map<String, String> facts = catalog.readDatabase(LakeFacts::read);
    requireKnownFormat(root, facts);
    int format = Integer.parseInt(facts.getOrDefault(FORMAT, "0"));
    String location = facts.getOrDefault(LOCATION, "");
    if (!location.equals(root.toString())) {
      throw new LakeException(
          Code.MOVED,
          root
              + ": this lake was moved or copied from "
              + location
              + "; its tables still name files there: peak relocate "
              + root
              + " makes it a lake of this place");
    }
    Set<LakeTable> tables =
        catalog
            .readDatabase(Versions::newest)
            .map(version -> version.tables().keySet())
            .orElse(Set.of());
    for (LakeTable table : LakeTable.values()) {
      if (!tables.contains(table) && table.definition().sinceFormat() <= format) {
        throw new LakeException(
            Code.NOT_A_LAKE,
            root
                + ": the table "
                + table.tableName()
                + " is gone from catalog.db: restore the lake from a backup");
      }
    }
  }

  /** One of the facts. */
  static Optional<String> fact(Sqlite database, String key) {
    return database
        .query(row -> row.getString(1), "SELECT value FROM peak_lake WHERE key = ?", key)
        .stream()
        .findFirst();
  }

  /** Notes a fact in the place of what it was. */
  static void note(Sqlite database, String key, String value) {
    var _ = database.update("INSERT OR REPLACE INTO peak_lake VALUES (?, ?)", key, value);
  }

  private static void put(Sqlite database, String key, String value) {
    var _ = database.update("INSERT INTO peak_lake VALUES (?, ?)", key, value);
  }
}
