package tools.peak.lake.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.FailPoint;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.catalog.CatalogProvider;
import tools.peak.lake.catalog.Deed;
import tools.peak.lake.catalog.LakeFolder;
import tools.peak.lake.catalog.LakeSettings;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TablePointer;
import tools.peak.storage.Location;
import tools.peak.storage.local.AtomicFile;

/**
 * Makes a lake: everything but the catalog first, then the catalog under its name. A crash leaves a
 * folder that counts as empty, and two that make the same lake agree on one.
 */
final class LakeCreation {
  private LakeCreation() {}

  static void at(LakeFolder folder, CatalogProvider.Context context) throws IOException {
    LocalDisk.requireUnshared(folder.root());
    try (FileLock _ = FileLock.acquire(folder.writerLock())) {
      if (Files.exists(folder.catalog())) {
        return;
      }
      LocalDisk.requireLocksHold(folder.root(), folder.writerLock());
      deleteLeftOvers(folder.root());
      Map<LakeTable, TablePointer> pointers = new EnumMap<>(LakeTable.class);
      for (LakeTable table : LakeTable.values()) {
        pointers.put(table, table(folder, table, context));
      }
      writeSettings(folder);
      Path _ =
          AtomicFile.write(
              folder.catalog(),
              beside -> {
                writeCatalog(beside, folder, pointers, context);
                context.failPoints().reached(FailPoint.BEFORE_CATALOG);
                return beside;
              });
      context.failPoints().reached(FailPoint.AFTER_CATALOG);
    }
  }

  private static void deleteLeftOvers(Path root) throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      for (Path entry : entries.toList()) {
        if (FolderState.isLeftOver(entry.getFileName().toString())) {
          Files.delete(entry);
        }
      }
    }
  }

  /** Makes a table that nobody knows of yet. */
  static TablePointer table(LakeFolder folder, LakeTable table, CatalogProvider.Context context) {
    try {
      Files.createDirectories(folder.data(table));
    } catch (IOException e) {
      throw DiskFailure.of("making the table " + table.tableName(), e);
    }
    return context.tables().create(table, Location.of(folder.table(table)));
  }

  private static void writeCatalog(
      Path file,
      LakeFolder folder,
      Map<LakeTable, TablePointer> pointers,
      CatalogProvider.Context context) {
    Instant made = context.clock().instant();
    try (Sqlite database = Sqlite.create(file)) {
      database.execute("BEGIN");
      CatalogSchema.create(database);
      pointers.forEach((table, pointer) -> SqliteTransaction.addTable(database, table, pointer));
      LakeFacts.write(database, folder.root());
      SqliteFileDigests digests = new SqliteFileDigests(database, folder.root());
      pointers.values().forEach(it -> digests.put(context.tables().digests(it), 1));
      Versions.insert(database, new LakeVersion(1, made, "create", pointers));
      SqliteAudit.append(
          database,
          new Deed("create").number("format", CatalogSchema.FORMAT),
          context.actor(),
          Micros.of(made),
          0,
          1);
      database.execute("COMMIT");
    }
  }

  static void writeSettings(LakeFolder folder) throws IOException {
    LakeSettings.create(folder.settings(), CatalogSchema.FORMAT);
  }
}
