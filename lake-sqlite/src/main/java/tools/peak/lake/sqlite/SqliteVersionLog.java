package tools.peak.lake.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.catalog.VersionLog;

/** {@code peak_versions}, and what the audit says of each. */
record SqliteVersionLog(Sqlite database) implements VersionLog {
  private static final String PLAIN =
      """
      SELECT version, committed_at, NULL, operation, NULL, NULL, NULL
      FROM peak_versions ORDER BY version DESC LIMIT ?
      """;

  /** What the audit counts of a version: of a deed that brings runs back, they are added. */
  private static final String AUDITED =
      """
      SELECT v.version, v.committed_at, a.actor, coalesce(a.action, v.operation),
             coalesce(json_array_length(a.parameters, '$.added'), 0)
               + coalesce(json_array_length(a.parameters, '$.restored'), 0),
             json_array_length(a.parameters, '$.replaced'),
             json_array_length(a.parameters, '$.removed'),
             a.seq IS NOT NULL AND a.action <> 'external'
      FROM (SELECT * FROM peak_versions ORDER BY version DESC LIMIT ?) v
      LEFT JOIN peak_audit a
        ON a.version_after = v.version AND a.version_before < a.version_after
      ORDER BY v.version DESC
      """;

  @Override
  public List<Entry> newest(long limit) {
    return AuditTables.areIn(database)
        ? database.query(row -> entry(row, row.getInt(8) == 1), AUDITED, limit)
        : database.query(row -> entry(row, false), PLAIN, limit);
  }

  private static Entry entry(ResultSet row, boolean isCounted) throws SQLException {
    return new Entry(
        row.getLong(1),
        Micros.instant(row.getLong(2)),
        row.getString(3),
        Objects.requireNonNull(row.getString(4)),
        count(row, 5, isCounted),
        count(row, 6, isCounted),
        count(row, 7, isCounted));
  }

  private static @Nullable Long count(ResultSet row, int column, boolean isCounted)
      throws SQLException {
    return isCounted ? Long.valueOf(row.getLong(column)) : null;
  }
}
