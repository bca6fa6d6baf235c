package tools.peak.lake.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.table.NamedFiles;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableStore;
import tools.peak.storage.Location;

/**
 * The files that any version of a lake names, by their paths below its folder, with their lengths.
 */
final class LakeFiles {
  private final Location root;
  private final SortedMap<String, Long> files = new TreeMap<>();

  private LakeFiles(Location root) {
    this.root = root;
  }

  /**
   * All of them.
   *
   * @throws IOException if one is gone
   * @throws LakeException if metadata can't be read, or names files elsewhere
   */
  static SortedMap<String, Long> of(Path root, LakeVersion version, TableStore tables)
      throws IOException {
    LakeFiles all = new LakeFiles(Location.of(root));
    for (TablePointer pointer : version.tables().values()) {
      all.add(tables.namedFiles(pointer));
    }
    return all.files;
  }

  private void add(NamedFiles named) throws IOException {
    for (Map.Entry<Location, String> unreadable : named.unreadable().entrySet()) {
      throw new LakeException(
          Code.NOT_A_LAKE,
          unreadable.getKey()
              + " can't be read: "
              + unreadable.getValue()
              + "; peak verify says more");
    }
    for (Location file : named.metadata()) {
      files.put(below(file), Files.size(Path.of(file.toString())));
    }
    for (StoredFile file : named.data()) {
      files.put(below(file.location()), file.bytes());
    }
  }

  private String below(Location file) {
    if (!file.isBelow(root)) {
      throw new LakeException(
          Code.NOT_A_LAKE,
          file + " lies outside the lake, where another program put it: it would not be backed up");
    }
    return file.toString().substring(root.toString().length() + 1);
  }
}
