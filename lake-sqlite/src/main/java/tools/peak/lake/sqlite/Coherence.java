package tools.peak.lake.sqlite;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the catalog's small tables say of each other, beyond the soundness of its pages: rows of
 * versions that are none, two values in force where there can be one, holds and marks of runs that
 * are not in the lake.
 */
record Coherence(Sqlite database) {
  /** Of each kind of contradiction so many are told. */
  private static final int MOST = 10;

  /**
   * Tables whose rows are in force from one version to another.
   *
   * @param row names one
   * @param isUnique whether there is but one in force of that name
   */
  private record Versioned(String table, String row, boolean isUnique) {}

  private static final List<Versioned> VERSIONED =
      List.of(
          new Versioned("peak_tags", "run_id || ' ' || key", true),
          new Versioned("peak_holds", "run_id", true),
          new Versioned("peak_rejects", "path", false),
          new Versioned("peak_strategies", "strategy", true),
          new Versioned("peak_strategy_aliases", "alias", true));

  /** A line each, naming table and row. */
  List<String> contradictions() {
    Set<String> tables =
        new HashSet<>(
            database.query(
                row -> row.getString(1), "SELECT name FROM sqlite_schema WHERE type = 'table'"));
    List<String> found = new ArrayList<>();
    for (Versioned versioned : VERSIONED) {
      if (tables.contains(versioned.table())) {
        found.addAll(of(versioned));
      }
    }
    if (tables.contains("peak_holds")) {
      found.addAll(
          lines(
              """
              SELECT 'peak_holds: a hold of ' || run_id || ', which is no run of the lake'
              FROM peak_holds WHERE until IS NULL AND run_id NOT IN (SELECT run_id FROM peak_runs)
              """));
    }
    if (tables.contains("peak_stripped")) {
      found.addAll(
          lines(
              """
              SELECT 'peak_stripped: ' || run_id || ' is no run of the lake'
              FROM peak_stripped WHERE run_id NOT IN (SELECT run_id FROM peak_runs)
              """));
    }
    found.addAll(
        lines(
            """
            SELECT 'peak_version_tables: version ' || version || ' is none of the lake'
            FROM (SELECT DISTINCT version FROM peak_version_tables)
            WHERE version NOT IN (SELECT version FROM peak_versions)
            """));
    found.addAll(
        lines(
            """
            SELECT 'peak_versions: version ' || later.version || ' is older than the one before it'
            FROM peak_versions later JOIN peak_versions earlier
              ON earlier.version = later.version - 1
            WHERE later.committed_at < earlier.committed_at
            """));
    return found;
  }

  private List<String> of(Versioned versioned) {
    List<String> found = new ArrayList<>();
    found.addAll(
        lines(
            """
            SELECT '%1$s: ' || %2$s || ' is in force from version ' || since
              || coalesce(' until ' || until, '') || ', and the newest is '
              || (SELECT max(version) FROM peak_versions)
            FROM %1$s
            WHERE until < since OR max(since, coalesce(until, 0))
              > (SELECT max(version) FROM peak_versions)
            """
                .formatted(versioned.table(), versioned.row())));
    if (versioned.isUnique()) {
      found.addAll(
          lines(
              """
              SELECT '%1$s: ' || %2$s || ' is in force ' || count(*) || ' times'
              FROM %1$s WHERE until IS NULL GROUP BY %2$s HAVING count(*) > 1
              """
                  .formatted(versioned.table(), versioned.row())));
    }
    return found;
  }

  private List<String> lines(String sql) {
    return database.query(row -> row.getString(1), sql + " LIMIT " + MOST);
  }
}
