package tools.peak.lake.sqlite;

import java.util.List;

/** What format 5 added for the audit: its chain, the names beside it, and names of versions. */
final class AuditTables {
  private static final List<String> STATEMENTS =
      List.of(
          // Rows are numbered from 1 without a gap, and none is ever changed.
          """
          CREATE TABLE IF NOT EXISTS peak_audit (
            seq INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            host TEXT NOT NULL,
            action TEXT NOT NULL,
            parameters TEXT NOT NULL,
            version_before INTEGER NOT NULL,
            version_after INTEGER NOT NULL,
            hash_before TEXT NOT NULL,
            hash TEXT NOT NULL)
          """,
          "CREATE INDEX IF NOT EXISTS peak_audit_version ON peak_audit (version_after)",
          // What the hashes in parameters were made of, until expire takes it.
          """
          CREATE TABLE IF NOT EXISTS peak_audit_names (
            seq INTEGER NOT NULL,
            name TEXT NOT NULL,
            text TEXT NOT NULL,
            is_run INTEGER NOT NULL)
          """,
          "CREATE INDEX IF NOT EXISTS peak_audit_names_seq ON peak_audit_names (seq)",
          """
          CREATE TABLE IF NOT EXISTS peak_version_names (
            name TEXT PRIMARY KEY,
            version INTEGER NOT NULL,
            set_at INTEGER NOT NULL,
            set_by TEXT NOT NULL) WITHOUT ROWID
          """,
          "INSERT OR IGNORE INTO peak_lake VALUES ('"
              + KeyedHash.FACT
              + "', lower(hex(randomblob(32))))");

  private AuditTables() {}

  static void create(Sqlite database) {
    STATEMENTS.forEach(database::execute);
  }

  /** Whether the lake is of format 5 or later. */
  static boolean areIn(Sqlite database) {
    return database.finds("SELECT name FROM sqlite_master WHERE name = 'peak_audit'");
  }
}
