package tools.peak.lake.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TablePointer;

/** A change of the lake while it is being made: nobody else sees it before it is committed. */
public final class CatalogTransaction {
  private final Connection connection;
  private final LakeVersion base;
  private final Instant now;
  private final Map<LakeTable, TablePointer> moved = new EnumMap<>(LakeTable.class);
  private boolean changed;

  CatalogTransaction(Connection connection, LakeVersion base, Instant now) {
    this.connection = connection;
    this.base = base;
    // Versions are found by time: a clock that was set back must not hide the newest.
    this.now = now.isBefore(base.committedAt()) ? base.committedAt() : now;
  }

  /** The catalog within this transaction. */
  Connection connection() {
    return connection;
  }

  /** When this change is made. */
  public Instant now() {
    return now;
  }

  /** The number that the version will have, if this turns out to be one. */
  public long nextVersion() {
    return base.number() + 1;
  }

  /** Where a table stands within this transaction. */
  public TablePointer pointer(LakeTable table) {
    TablePointer pointer = moved.get(table);
    return pointer == null ? base.pointer(table) : pointer;
  }

  /** Moves a table's pointer. */
  public void move(LakeTable table, TablePointer pointer) {
    moved.put(table, pointer);
  }

  /** Says that one of the small tables changed: that makes a version too. */
  void markChanged() {
    changed = true;
  }

  public RunIndex runs() {
    return new RunIndex(connection);
  }

  public Tags tags() {
    return new Tags(this);
  }

  public Strategies strategies() {
    return new Strategies(this);
  }

  public Rejects rejects() {
    return new Rejects(this);
  }

  /** Tells other readers of the catalog of a table. */
  static void addTable(Connection connection, LakeTable table, TablePointer pointer)
      throws SQLException {
    Sqlite.update(
        connection,
        "INSERT INTO iceberg_tables VALUES ('peak', 'lake', ?, ?, NULL, 'TABLE')",
        table.tableName(),
        pointer.metadata());
  }

  /** Whether the lake has a table within this transaction. */
  boolean has(LakeTable table) {
    return base.tables().containsKey(table) || moved.containsKey(table);
  }

  /** Whether the change makes a version. */
  boolean isVersion() {
    return changed || !moved.isEmpty();
  }

  void finish(String operation) throws SQLException {
    if (!isVersion()) {
      return;
    }
    Map<LakeTable, TablePointer> tables = new EnumMap<>(base.tables());
    for (Map.Entry<LakeTable, TablePointer> table : moved.entrySet()) {
      tables.put(table.getKey(), table.getValue());
      if (!base.tables().containsKey(table.getKey())) {
        addTable(connection, table.getKey(), table.getValue());
        continue;
      }
      Sqlite.update(
          connection,
          """
          UPDATE iceberg_tables
          SET previous_metadata_location = metadata_location, metadata_location = ?
          WHERE catalog_name = 'peak' AND table_namespace = 'lake' AND table_name = ?
          """,
          table.getValue().metadata(),
          table.getKey().tableName());
    }
    Versions.insert(connection, new LakeVersion(nextVersion(), now, operation, tables));
  }
}
