package tools.peak.lake.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableStore;
import tools.peak.storage.Location;

/** Whether the files of the lake are there: who passes over what the lake has must know. */
final class Presence {
  private Presence() {}

  private record Facts(LakeVersion version, boolean areAllListed, Set<Location> listed) {}

  /**
   * Looks for every data file that the newest version names. Where the catalog lists all files of
   * all versions and each of them is there, no table's metadata is opened, which takes longer.
   *
   * @throws LakeException if one is gone, or metadata is
   */
  static void require(Catalog catalog, TableStore tables) {
    Facts facts =
        catalog.read(
            at ->
                new Facts(
                    at.version(), at.digests().areOfEveryVersion(), at.digests().all().keySet()));
    boolean areThere =
        facts.areAllListed()
            && facts.listed().stream().noneMatch(file -> Files.notExists(Path.of(file.toString())));
    if (!areThere) {
      require(facts.version(), tables);
    }
  }

  private static void require(LakeVersion version, TableStore tables) {
    for (TablePointer pointer : version.tables().values()) {
      for (StoredFile file : tables.snapshot(pointer).content()) {
        if (Files.notExists(Path.of(file.path()))) {
          throw new LakeException(
              Code.IO,
              file.path()
                  + " is gone, and with it rows of the lake: peak verify names all that is missing;"
                  + " put it back from a backup");
        }
      }
    }
  }
}
