package tools.peak.lake.sqlite;

import java.util.List;

/** What became of versions that are gone: format 5. */
final class ExpiryTables {
  private static final List<String> STATEMENTS =
      List.of(
          // Its row of peak_versions stays: when it was made, and what it did.
          """
          CREATE TABLE IF NOT EXISTS peak_expired (
            version INTEGER PRIMARY KEY,
            expired_by INTEGER NOT NULL)
          """,
          // Files that no version names, until they are deleted; below the lake's folder.
          "CREATE TABLE IF NOT EXISTS peak_doomed_files (path TEXT PRIMARY KEY) WITHOUT ROWID");

  private ExpiryTables() {}

  static void create(Sqlite database) {
    STATEMENTS.forEach(database::execute);
  }

  /** Not before the upgrade of a lake that an older Peak made. */
  static boolean areIn(Sqlite database) {
    return database.finds("SELECT name FROM sqlite_master WHERE name = 'peak_doomed_files'");
  }
}
