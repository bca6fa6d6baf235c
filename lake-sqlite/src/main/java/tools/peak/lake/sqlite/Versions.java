package tools.peak.lake.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TablePointer;

/** The history of the lake in its catalog. */
final class Versions {
  private Versions() {}

  private record Row(
      long number, Instant committedAt, String operation, LakeTable table, TablePointer pointer) {}

  static LakeVersion latest(Sqlite database) {
    return newest(database).orElseThrow();
  }

  /** Empty, or without some of the tables, only if the catalog is damaged. */
  static Optional<LakeVersion> newest(Sqlite database) {
    return read(database, "(SELECT max(version) FROM peak_versions)");
  }

  static Optional<LakeVersion> byNumber(Sqlite database, long number) {
    return read(database, "?", number);
  }

  static Optional<LakeVersion> at(Sqlite database, Instant instant) {
    return read(
        database,
        "(SELECT max(version) FROM peak_versions WHERE committed_at <= ?)",
        Micros.of(instant));
  }

  static void insert(Sqlite database, LakeVersion version) {
    var _ =
        database.update(
            "INSERT INTO peak_versions VALUES (?, ?, ?)",
            version.number(),
            Micros.of(version.committedAt()),
            version.operation());
    for (Map.Entry<LakeTable, TablePointer> table : version.tables().entrySet()) {
      TablePointer pointer = table.getValue();
      var _ =
          database.update(
              "INSERT INTO peak_version_tables VALUES (?, ?, ?, ?, ?)",
              version.number(),
              table.getKey().tableName(),
              pointer.metadata(),
              pointer.snapshotId(),
              pointer.schemaId());
    }
  }

  /**
   * One statement, so that all pointers are of one moment. Old versions are read through the newest
   * metadata.
   */
  private static Optional<LakeVersion> read(
      Sqlite database, String version, @Nullable Object... values) {
    List<Row> rows =
        database.query(
            Versions::row,
            """
            SELECT v.version, v.committed_at, v.operation, t.table_name, i.metadata_location,
                   t.snapshot_id, t.schema_id
            FROM peak_versions v
            JOIN peak_version_tables t ON t.version = v.version
            JOIN iceberg_tables i ON i.catalog_name = 'peak' AND i.table_namespace = 'lake'
              AND i.table_name = t.table_name
            WHERE v.version =\s"""
                + version,
            values);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Map<LakeTable, TablePointer> tables = new EnumMap<>(LakeTable.class);
    rows.forEach(row -> tables.put(row.table(), row.pointer()));
    Row first = rows.getFirst();
    return Optional.of(
        new LakeVersion(first.number(), first.committedAt(), first.operation(), tables));
  }

  private static Row row(ResultSet row) throws SQLException {
    long snapshot = row.getLong(6);
    boolean empty = row.wasNull();
    return new Row(
        row.getLong(1),
        Micros.instant(row.getLong(2)),
        row.getString(3),
        LakeTable.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
        new TablePointer(row.getString(5), empty ? null : snapshot, row.getInt(7)));
  }
}
