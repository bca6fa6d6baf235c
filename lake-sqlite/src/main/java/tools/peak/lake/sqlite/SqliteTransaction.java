package tools.peak.lake.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.Actor;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.catalog.Audit;
import tools.peak.lake.catalog.CatalogTransaction;
import tools.peak.lake.catalog.Deed;
import tools.peak.lake.catalog.History;
import tools.peak.lake.catalog.Holds;
import tools.peak.lake.catalog.Plans;
import tools.peak.lake.catalog.Rejects;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.catalog.RunNotices;
import tools.peak.lake.catalog.Strategies;
import tools.peak.lake.catalog.Tags;
import tools.peak.lake.catalog.VersionNames;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TablePointer;
import tools.peak.storage.Location;

/** A change of the lake within a transaction of SQLite. */
final class SqliteTransaction implements CatalogTransaction {
  private static final String DATA = ".parquet";

  private final Sqlite database;
  private final Path root;
  private final Function<TablePointer, Map<Location, String>> digests;
  private final LakeVersion base;
  private final Instant now;
  private final Map<LakeTable, TablePointer> moved = new EnumMap<>(LakeTable.class);
  private Actor actor;
  private @Nullable Deed deed;
  private final Set<Location> written = new HashSet<>();
  private boolean changed;

  /**
   * A change of what is in force at a version.
   *
   * @param digests what is known of the files that were written for a pointer
   * @param actor who makes it
   */
  SqliteTransaction(
      Sqlite database,
      Path root,
      Function<TablePointer, Map<Location, String>> digests,
      LakeVersion base,
      Instant now,
      Actor actor) {
    this.database = database;
    this.root = root;
    this.digests = digests;
    this.base = base;
    this.actor = actor;
    // Versions are found by time: a clock that was set back must not hide the newest.
    this.now = now.isBefore(base.committedAt()) ? base.committedAt() : now;
  }

  /** The catalog within this transaction. */
  Sqlite database() {
    return database;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long nextVersion() {
    return base.number() + 1;
  }

  @Override
  public TablePointer pointer(LakeTable table) {
    TablePointer pointer = moved.get(table);
    return pointer == null ? base.pointer(table) : pointer;
  }

  @Override
  public void move(LakeTable table, TablePointer pointer) {
    moved.put(table, pointer);
    Map<Location, String> files = digests.apply(pointer);
    new SqliteFileDigests(database, root).put(files, nextVersion());
    files.keySet().stream().filter(file -> file.name().endsWith(DATA)).forEach(written::add);
  }

  /** Says that one of the small tables changed: that makes a version too. */
  void markChanged() {
    changed = true;
  }

  @Override
  public RunIndex.Update runs() {
    return new SqliteRunIndex(database);
  }

  @Override
  public Rejects.Update rejects() {
    return new SqliteRejects.OfTransaction(this);
  }

  @Override
  public RunNotices.Update notices() {
    return new SqliteNotices.OfTransaction(this);
  }

  @Override
  public Holds.Update holds() {
    return new SqliteHolds.OfTransaction(this);
  }

  @Override
  public Plans.Update plans() {
    return new SqlitePlans.OfTransaction(this);
  }

  @Override
  public Deed deed() {
    if (deed == null) {
      deed = new Deed("");
    }
    return deed;
  }

  /** Who makes the change. */
  Actor actor() {
    return actor;
  }

  /** What the audit is to say of what somebody else did. */
  Deed deedOf(String name) {
    actor = new Actor(name, actor.host());
    return deed();
  }

  @Override
  public Audit.Update audit() {
    return new SqliteAudit.OfTransaction(database);
  }

  @Override
  public VersionNames.Update versionNames() {
    return new SqliteVersionNames.OfTransaction(database);
  }

  @Override
  public History.Update history() {
    return new SqliteHistory.OfTransaction(database, root);
  }

  @Override
  public Tags tags() {
    return new SqliteTags(this);
  }

  @Override
  public Strategies strategies() {
    return new SqliteStrategies(this);
  }

  /** Tells other readers of the catalog of a table. */
  static void addTable(Sqlite database, LakeTable table, TablePointer pointer) {
    var _ =
        database.update(
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

  /**
   * A writer that was stopped for days may find that the upkeep of orphans took what it wrote, and
   * no version names yet.
   */
  private void requireWritten() {
    for (Location file : written) {
      if (Files.notExists(Path.of(file.toString()))) {
        throw new LakeException(
            Code.CONFLICT,
            file
                + ", which was written for this change, is gone: if the writer stood still for days,"
                + " the upkeep of orphans took it; the lake is as before, do it again");
      }
    }
  }

  void finish(String operation) {
    if (isVersion()) {
      requireWritten();
      insertVersion(operation);
    }
    record(operation);
  }

  /** The deed's row of the audit; a lake that an older Peak made has none until its upgrade. */
  private void record(String operation) {
    Deed done = deed();
    if ((!isVersion() && !done.isAlways()) || !AuditTables.areIn(database)) {
      return;
    }
    SqliteAudit.append(
        database,
        done.action().isEmpty() ? done.action(operation) : done,
        actor,
        Micros.of(now),
        base.number(),
        isVersion() ? nextVersion() : base.number());
  }

  private void insertVersion(String operation) {
    Map<LakeTable, TablePointer> tables = new EnumMap<>(LakeTable.class);
    tables.putAll(base.tables());
    for (Map.Entry<LakeTable, TablePointer> table : moved.entrySet()) {
      tables.put(table.getKey(), table.getValue());
      if (!base.tables().containsKey(table.getKey())) {
        addTable(database, table.getKey(), table.getValue());
        continue;
      }
      var _ =
          database.update(
              """
              UPDATE iceberg_tables
              SET previous_metadata_location = metadata_location, metadata_location = ?
              WHERE catalog_name = 'peak' AND table_namespace = 'lake' AND table_name = ?
              """,
              table.getValue().metadata(),
              table.getKey().tableName());
    }
    Versions.insert(database, new LakeVersion(nextVersion(), now, operation, tables));
  }
}
