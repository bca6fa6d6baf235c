package tools.peak.lake.upkeep;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.table.NamedFiles;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableStore;
import tools.peak.storage.Location;

/** What files tables name; and whoever can't be followed to the last of them stops everything. */
record TableFiles(TableStore tables) {
  /** All files that a table names, for any version that it keeps. */
  Set<Location> files(TablePointer pointer) {
    NamedFiles named = tables.namedFiles(pointer);
    named
        .unreadable()
        .forEach(
            (file, reason) -> {
              throw new LakeException(
                  Code.NOT_A_LAKE,
                  file + " can't be read (" + reason + "): nothing was deleted; peak verify tells");
            });
    Set<Location> files = new HashSet<>(named.metadata());
    named.data().stream().map(StoredFile::location).forEach(files::add);
    return files;
  }

  /** Files of tables that other programs keep in the same catalog: they may share the lake's. */
  Set<Location> named(List<String> metadata) {
    Set<Location> files = new HashSet<>();
    for (String file : metadata) {
      TablePointer pointer = tables.pointerTo(file);
      files.addAll(files(pointer));
      files.addAll(tables.earlierMetadata(pointer));
    }
    return files;
  }
}
