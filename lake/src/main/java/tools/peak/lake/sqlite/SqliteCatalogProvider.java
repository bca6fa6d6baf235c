package tools.peak.lake.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.FailPoint;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.catalog.LakeFolder;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.telemetry.LakeTelemetry;
import tools.peak.storage.Location;

/** Finds or makes a lake on disk, and refuses what is none. */
public final class LakeFiles {
  private static final Set<String> NETWORK_FILE_SYSTEMS =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb2",
          "smb3",
          "smbfs",
          "fuse.sshfs",
          "9p",
          "afs",
          "ceph",
          "glusterfs",
          "fuse.glusterfs",
          "fuse.s3fs",
          "fuse.rclone",
          "lustre",
          "beegfs");

  private final Clock clock;
  private final FailPoint.Listener milestones;
  private final LakeTelemetry telemetry;
  private final TableStore tables;
  private final RunsTable runsTable;

  public LakeFiles(
      Clock clock,
      FailPoint.Listener milestones,
      LakeTelemetry telemetry,
      TableStore tables,
      RunsTable runsTable) {
    this.clock = clock;
    this.telemetry = telemetry;
    this.milestones = milestones;
    this.tables = tables;
    this.runsTable = runsTable;
  }

  /**
   * Opens the catalog of a lake that is there.
   *
   * @throws LakeException if there is none, or none that can be used as it is
   */
  public SqliteCatalog open(Path path) {
    if (!Files.exists(new LakeFolder(path).catalog())) {
      throw new LakeException(
          Files.exists(path) && !isEmptyOrUnfinished(path) ? Code.NOT_A_LAKE : Code.NO_LAKE,
          "no lake at " + path + ": make one with peak ingest, or name another with --lake");
    }
    return openExisting(path);
  }

  /** Opens the catalog of a lake, made first if the folder is missing or empty. */
  public SqliteCatalog openOrCreate(Path path) {
    try {
      if (!Files.exists(new LakeFolder(path).catalog())) {
        if (Files.exists(path) && !isEmptyOrUnfinished(path)) {
          throw new LakeException(
              Code.NOT_A_LAKE,
              path + " is no lake, and not empty: name another folder with --lake");
        }
        Files.createDirectories(path);
        create(new LakeFolder(path.toRealPath()));
      }
    } catch (IOException e) {
      throw DiskFailure.of("making a lake at " + path, e);
    }
    return openExisting(path);
  }

  private SqliteCatalog openExisting(Path path) {
    LakeFolder folder;
    try {
      folder = new LakeFolder(path.toRealPath());
      refuseNetwork(folder.root());
    } catch (IOException e) {
      throw DiskFailure.of(path.toString(), e);
    }
    if (!Files.isReadable(folder.catalog())) {
      throw new LakeException(Code.IO, path + ": no permission to read catalog.db");
    }
    SqliteCatalog catalog =
        new SqliteCatalog(folder, clock, milestones, telemetry, tables::pointerTo, runsTable);
    boolean usable = false;
    try {
      check(catalog);
      if (catalog.hasForeignCommits()) {
        catalog.adoptForeignCommits();
      }
      usable = true;
      return catalog;
    } finally {
      if (!usable) {
        catalog.close();
      }
    }
  }

  private static void check(SqliteCatalog catalog) {
    Path root = catalog.folder().root();
    Map<String, String> facts = catalog.read(LakeFacts::read);
    String format = facts.getOrDefault(LakeFacts.FORMAT, "");
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
    String location = facts.getOrDefault(LakeFacts.LOCATION, "");
    if (!location.equals(root.toString())) {
      throw new LakeException(
          Code.MOVED,
          root
              + ": this lake was moved or copied from "
              + location
              + "; its tables still name files there: move it back");
    }
    Set<LakeTable> tables =
        catalog.read(Versions::newest).map(version -> version.tables().keySet()).orElse(Set.of());
    for (LakeTable table : LakeTable.values()) {
      if (!tables.contains(table) && table.sinceFormat() <= Integer.parseInt(format)) {
        throw new LakeException(
            Code.NOT_A_LAKE,
            root
                + ": the table "
                + table.tableName()
                + " is gone from catalog.db: restore the lake from a backup");
      }
    }
  }

  /**
   * Gives a lake that an older Peak made the tables that came since. Its versions until then have
   * none of them, which reads like empty ones.
   */
  public void upgrade(SqliteCatalog catalog) {
    if (catalog.current().tables().size() == LakeTable.values().length) {
      return;
    }
    boolean _ =
        catalog.write(
            "upgrade",
            change -> {
              for (LakeTable table : LakeTable.values()) {
                if (!change.has(table)) {
                  change.move(table, create(catalog.folder(), table));
                }
              }
              CatalogSchema.upgrade(change.connection());
              LakeFacts.upgraded(change.connection());
              return true;
            });
    try {
      writeSettings(catalog.folder());
    } catch (IOException e) {
      throw DiskFailure.of(catalog.folder().root().toString(), e);
    }
  }

  private TablePointer create(LakeFolder folder, LakeTable table) {
    try {
      Files.createDirectories(folder.data(table));
    } catch (IOException e) {
      throw DiskFailure.of("making the table " + table.tableName(), e);
    }
    return tables.create(table, Location.of(folder.table(table)));
  }

  /**
   * Makes everything but the catalog first, then names the catalog: a crash leaves a folder that
   * counts as empty, and two that make the same lake agree on one.
   */
  private void create(LakeFolder folder) throws IOException {
    refuseNetwork(folder.root());
    try (FileLock _ = FileLock.acquire(folder.writerLock())) {
      if (Files.exists(folder.catalog())) {
        return;
      }
      deleteLeftOvers(folder.root());
      Map<LakeTable, TablePointer> pointers = new EnumMap<>(LakeTable.class);
      for (LakeTable table : LakeTable.values()) {
        pointers.put(table, create(folder, table));
      }
      Path fresh = folder.root().resolve(".catalog-" + UUID.randomUUID() + ".new");
      writeCatalog(fresh, folder, pointers);
      writeSettings(folder);
      milestones.reached(FailPoint.BEFORE_CATALOG);
      sync(fresh);
      Files.move(fresh, folder.catalog(), StandardCopyOption.ATOMIC_MOVE);
      sync(folder.root());
      milestones.reached(FailPoint.AFTER_CATALOG);
    }
  }

  private static void deleteLeftOvers(Path root) throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      for (Path entry : entries.toList()) {
        if (isLeftOver(entry.getFileName().toString())) {
          Files.delete(entry);
        }
      }
    }
  }

  private void writeCatalog(Path file, LakeFolder folder, Map<LakeTable, TablePointer> pointers) {
    Instant now = clock.instant();
    Sqlite.attempt(
        file,
        () -> {
          try (Connection connection = Sqlite.create(file)) {
            connection.setAutoCommit(false);
            CatalogSchema.create(connection);
            for (Map.Entry<LakeTable, TablePointer> table : pointers.entrySet()) {
              CatalogTransaction.addTable(connection, table.getKey(), table.getValue());
            }
            LakeFacts.write(connection, folder.root());
            Versions.insert(connection, new LakeVersion(1, now, "create", pointers));
            connection.commit();
            return true;
          }
        });
  }

  private static void writeSettings(LakeFolder folder) throws IOException {
    Path fresh = folder.root().resolve(".peak-" + UUID.randomUUID() + ".new");
    Files.writeString(
        fresh,
        """
        # A lake of Peak. The catalog is catalog.db; the tables' files lie in warehouse/.
        format = %d
        """
            .formatted(CatalogSchema.FORMAT));
    Files.move(fresh, folder.settings(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whether all that lies there is what a creation that was cut short leaves. */
  private static boolean isEmptyOrUnfinished(Path path) {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.map(entry -> entry.getFileName().toString()).allMatch(LakeFiles::isOurs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOurs(String name) {
    return List.of("peak.toml", "warehouse", ".writer.lock", ".ingest.lock").contains(name)
        || isLeftOver(name)
        || name.equals("lost+found"); // in the root of a file system
  }

  /** What a creation that was cut short has begun to write. */
  private static boolean isLeftOver(String name) {
    return name.matches("\\.(catalog|peak)-[-0-9a-f]{36}\\.new(-journal|-wal|-shm)?");
  }

  private static void refuseNetwork(Path root) throws IOException {
    String type = Files.getFileStore(root).type();
    if (NETWORK_FILE_SYSTEMS.contains(type)) {
      throw new LakeException(
          Code.NOT_A_LAKE,
          root
              + " is on a network file system ("
              + type
              + "), where two hosts could damage a lake: use a local disk");
    }
  }

  /** Makes a file, or a folder's entries, survive a power cut. */
  static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
