package tools.peak.evidence.mapping;

import java.nio.file.Path;
import java.util.Map;
import tools.peak.evidence.artifact.FileEntry;

/**
 * A file that makes a run, or many.
 *
 * @param root the folder that is loaded, without links
 * @param file below it
 * @param relative its path from there, with slashes
 * @param kept what the pattern keeps of that path
 */
record RunPlace(Path root, Path file, String relative, FileEntry entry, Map<String, String> kept) {
  RunPlace {
    kept = Map.copyOf(kept);
  }

  /** The file's name. */
  String name() {
    return entry.name();
  }

  Path folder() {
    Path folder = file.getParent();
    return folder == null ? root : folder;
  }

  Located located() {
    return new Located(name(), folder(), entry, null);
  }
}
