package tools.peak.lake.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.Relocated;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.CatalogProvider;
import tools.peak.lake.catalog.LakeFolder;

/** Finds or makes a lake whose catalog is a database of SQLite, on a local disk. */
public final class SqliteCatalogProvider implements CatalogProvider {
  @Override
  public Catalog open(Path path, Context context) {
    if (!Files.exists(new LakeFolder(path).catalog())) {
      requireNoLostCatalog(path);
      throw LakeException.about(
          "lake",
          Files.exists(path) && !FolderState.of(path).mayBecomeLake()
              ? Code.NOT_A_LAKE
              : Code.NO_LAKE,
          "no lake at " + path);
    }
    return openExisting(path, context);
  }

  @Override
  public Catalog openOrCreate(Path path, Context context) {
    try {
      if (!Files.exists(new LakeFolder(path).catalog())) {
        requireNoLostCatalog(path);
        if (Files.exists(path) && !FolderState.of(path).mayBecomeLake()) {
          throw LakeException.about("lake", Code.NOT_A_LAKE, path + " is no lake, and not empty");
        }
        Files.createDirectories(path);
        LakeCreation.at(new LakeFolder(path.toRealPath()), context);
      }
    } catch (IOException e) {
      throw DiskFailure.of("making a lake at " + path, e);
    }
    return openExisting(path, context);
  }

  @Override
  public Relocated relocate(Path path, Context context) {
    LakeFolder folder = existing(path);
    try (SqliteCatalog catalog = new SqliteCatalog(folder, context)) {
      return LakeRelocation.of(catalog, context);
    }
  }

  @Override
  public void requireWhole(Path file) {
    try (Sqlite database = Sqlite.unchanging(file)) {
      List<String> told = database.query(row -> row.getString(1), "PRAGMA integrity_check(1)");
      if (!told.equals(List.of("ok"))) {
        throw new LakeException(
            Code.NOT_A_LAKE,
            file + " is damaged: " + told.getFirst().lines().findFirst().orElse(""));
      }
      LakeFacts.requireKnownFormat(file, LakeFacts.read(database));
    }
  }

  /** Over the files of a lake none is made anew: its tags, and runs without folders, would go. */
  private static void requireNoLostCatalog(Path path) {
    if (Files.exists(new LakeFolder(path).restoring())) {
      throw new LakeException(
          Code.NOT_A_LAKE,
          path + ": a restore was stopped here: the same peak restore again finishes it");
    }
    if (FolderState.of(path) == FolderState.CATALOG_LOST) {
      throw new LakeException(
          Code.NOT_A_LAKE,
          path
              + ": catalog.db is gone, and warehouse/ still holds the files of a lake: put"
              + " catalog.db back (from a backup or a snapshot of the disk); to begin anew,"
              + " move warehouse/ away");
    }
  }

  private static LakeFolder existing(Path path) {
    if (!Files.exists(new LakeFolder(path).catalog())) {
      requireNoLostCatalog(path);
      throw new LakeException(Code.NO_LAKE, "no lake at " + path);
    }
    LakeFolder folder;
    try {
      folder = new LakeFolder(path.toRealPath());
      LocalDisk.requireUnshared(folder.root());
    } catch (IOException e) {
      throw DiskFailure.of(path.toString(), e);
    }
    if (!Files.isReadable(folder.catalog())) {
      throw new LakeException(Code.IO, path + ": no permission to read catalog.db");
    }
    return folder;
  }

  private static Catalog openExisting(Path path, Context context) {
    LakeFolder folder = existing(path);
    SqliteCatalog catalog = new SqliteCatalog(folder, context);
    boolean usable = false;
    try {
      LakeFacts.check(catalog);
      var _ = catalog.leases(); // who may write leaves the file there for who may only read
      usable = true;
      return catalog;
    } finally {
      if (!usable) {
        catalog.close();
      }
    }
  }
}
