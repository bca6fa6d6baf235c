package tools.peak.lake.sqlite;

import java.util.List;

/** The tables of {@code catalog.db}: those that Iceberg's SQL catalogs share, and Peak's own. */
final class CatalogSchema {
  /**
   * Raised when an older Peak could not keep what a newer one wrote: 2 brought spans, 3 notices, 4
   * plans and holds, 5 the audit, names of versions, and versions that are gone, 6 the columns by
   * which research tells runs apart, 7 aliases of strategies.
   */
  static final int FORMAT = 7;

  private static final List<String> STATEMENTS =
      List.of(
          // The two tables of Iceberg's JDBC catalog, schema version V1.
          """
          CREATE TABLE iceberg_tables (
            catalog_name VARCHAR(255) NOT NULL,
            table_namespace VARCHAR(255) NOT NULL,
            table_name VARCHAR(255) NOT NULL,
            metadata_location VARCHAR(1000),
            previous_metadata_location VARCHAR(1000),
            iceberg_type VARCHAR(5),
            PRIMARY KEY (catalog_name, table_namespace, table_name))
          """,
          """
          CREATE TABLE iceberg_namespace_properties (
            catalog_name VARCHAR(255) NOT NULL,
            namespace VARCHAR(255) NOT NULL,
            property_key VARCHAR(255),
            property_value VARCHAR(1000),
            PRIMARY KEY (catalog_name, namespace, property_key))
          """,
          "INSERT INTO iceberg_namespace_properties VALUES ('peak', 'lake', 'exists', 'true')",
          "CREATE TABLE peak_lake (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
          // Times are microseconds since the epoch, UTC.
          """
          CREATE TABLE peak_versions (
            version INTEGER PRIMARY KEY,
            committed_at INTEGER NOT NULL,
            operation TEXT NOT NULL)
          """,
          """
          CREATE TABLE peak_version_tables (
            version INTEGER NOT NULL,
            table_name TEXT NOT NULL,
            metadata_location TEXT NOT NULL,
            snapshot_id INTEGER,
            schema_id INTEGER NOT NULL,
            PRIMARY KEY (version, table_name)) WITHOUT ROWID
          """,
          // Every run of the lake, and every folder that one was read from.
          """
          CREATE TABLE peak_runs (
            run_id TEXT PRIMARY KEY,
            source_path TEXT NOT NULL,
            evidence_sha256 TEXT NOT NULL,
            stage TEXT,
            month INTEGER) WITHOUT ROWID
          """,
          """
          CREATE TABLE peak_sources (
            path TEXT PRIMARY KEY,
            fingerprint BLOB NOT NULL,
            run_id TEXT NOT NULL) WITHOUT ROWID
          """,
          "CREATE INDEX peak_sources_run ON peak_sources (run_id)",
          "CREATE TABLE peak_tombstones (hash TEXT PRIMARY KEY, purged_at INTEGER NOT NULL)"
              + " WITHOUT ROWID",
          // A row is in force from version `since` until before version `until`.
          """
          CREATE TABLE peak_rejects (
            path TEXT NOT NULL,
            run_id TEXT,
            code TEXT NOT NULL,
            reason TEXT NOT NULL,
            first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            since INTEGER NOT NULL,
            until INTEGER)
          """,
          "CREATE INDEX peak_rejects_path ON peak_rejects (path)",
          """
          CREATE TABLE peak_tags (
            run_id TEXT NOT NULL,
            key TEXT NOT NULL,
            value TEXT NOT NULL,
            set_at INTEGER NOT NULL,
            set_by TEXT NOT NULL,
            since INTEGER NOT NULL,
            until INTEGER)
          """,
          "CREATE INDEX peak_tags_run ON peak_tags (run_id, key)",
          "CREATE INDEX peak_tags_key ON peak_tags (key)",
          "CREATE INDEX peak_tags_until ON peak_tags (until) WHERE until IS NOT NULL",
          """
          CREATE TABLE peak_strategies (
            strategy TEXT NOT NULL,
            tier TEXT,
            category TEXT,
            last_updated INTEGER NOT NULL,
            recommended_config_id TEXT,
            allow_live INTEGER,
            label TEXT,
            risk_profile TEXT,
            owner TEXT,
            tags TEXT,
            notes TEXT,
            since INTEGER NOT NULL,
            until INTEGER)
          """,
          "CREATE INDEX peak_strategies_key ON peak_strategies (strategy)");

  /** What format 2 added; a lake of before gets it when it is written to. */
  private static final String TELEMETRY =
      // What the spans of a run were read from: telemetry is no part of evidence_sha256.
      """
      CREATE TABLE IF NOT EXISTS peak_run_telemetry (
        run_id TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL) WITHOUT ROWID
      """;

  /**
   * What format 3 added. A row is in force from version {@code since} until before {@code until}.
   */
  private static final List<String> NOTICES =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS peak_notices (
            run_id TEXT NOT NULL,
            file TEXT NOT NULL,
            code TEXT NOT NULL,
            detail TEXT NOT NULL,
            since INTEGER NOT NULL,
            until INTEGER)
          """,
          "CREATE INDEX IF NOT EXISTS peak_notices_of_run ON peak_notices (run_id, until)");

  /** What each file was when it was committed: of format 3 too, but its first lakes lack it. */
  private static final String DIGESTS =
      """
      CREATE TABLE IF NOT EXISTS peak_file_digests (
        path TEXT NOT NULL,
        sha256 BLOB NOT NULL,
        since INTEGER NOT NULL)
      """;

  /** What format 4 added. */
  private static final List<String> RETENTION =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS peak_plans (
            id TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            made_at INTEGER NOT NULL,
            version INTEGER NOT NULL,
            document TEXT NOT NULL,
            applied INTEGER,
            undone INTEGER) WITHOUT ROWID
          """,
          """
          CREATE TABLE IF NOT EXISTS peak_holds (
            run_id TEXT NOT NULL,
            reason TEXT NOT NULL,
            set_at INTEGER NOT NULL,
            set_by TEXT NOT NULL,
            since INTEGER NOT NULL,
            until INTEGER)
          """,
          "CREATE INDEX IF NOT EXISTS peak_holds_run ON peak_holds (run_id)",
          // Runs of which nothing but their row is kept.
          "CREATE TABLE IF NOT EXISTS peak_stripped (run_id TEXT PRIMARY KEY) WITHOUT ROWID");

  /** What format 7 added. */
  private static final List<String> ALIASES =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS peak_strategy_aliases (
            alias TEXT NOT NULL,
            strategy TEXT NOT NULL,
            since INTEGER NOT NULL,
            until INTEGER)
          """,
          "CREATE INDEX IF NOT EXISTS peak_strategy_aliases_key ON peak_strategy_aliases"
              + " (strategy)");

  private CatalogSchema() {}

  static void upgrade(Sqlite database) {
    database.execute(TELEMETRY);
    NOTICES.forEach(database::execute);
    database.execute(DIGESTS);
    RETENTION.forEach(database::execute);
    ALIASES.forEach(database::execute);
    AuditTables.create(database);
    ExpiryTables.create(database);
  }

  /** Whether the lake is of format 2 or later. */
  static boolean hasTelemetry(Sqlite database) {
    return database.finds("SELECT name FROM sqlite_master WHERE name = 'peak_run_telemetry'");
  }

  /** Whether the lake is of format 3 or later. */
  static boolean hasNotices(Sqlite database) {
    return database.finds("SELECT name FROM sqlite_master WHERE name = 'peak_notices'");
  }

  /** Whether the lake is of format 4 or later. */
  static boolean hasPlans(Sqlite database) {
    return database.finds("SELECT name FROM sqlite_master WHERE name = 'peak_plans'");
  }

  /** Whether commits record what their files are. */
  static boolean hasDigests(Sqlite database) {
    return database.finds("SELECT name FROM sqlite_master WHERE name = 'peak_file_digests'");
  }

  static void create(Sqlite database) {
    for (String statement : STATEMENTS) {
      database.execute(statement);
    }
    upgrade(database);
  }
}
