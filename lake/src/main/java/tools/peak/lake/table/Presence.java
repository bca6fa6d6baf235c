package tools.peak.lake.table;

import java.nio.file.Files;
import java.nio.file.Path;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.LakeVersion;

/** Whether the files of a version are there: who passes over what the lake has must know. */
public final class Presence {
  private Presence() {}

  /**
   * Looks for every data file that a version names.
   *
   * @throws LakeException if one is gone, or metadata is
   */
  public static void require(LakeVersion version, TableStore tables) {
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
