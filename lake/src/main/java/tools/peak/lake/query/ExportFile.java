package tools.peak.lake.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToLongFunction;
import tools.peak.lake.LakeException;
import tools.peak.storage.local.AtomicFile;

/** A file that appears under its name when it is whole, and not at all when its writer fails. */
final class ExportFile {
  private ExportFile() {}

  /**
   * Has a file written beside the target, then puts it in the target's place.
   *
   * @param rows writes the file and gives the number of its rows
   */
  static long write(Path target, ToLongFunction<Path> rows) {
    try {
      if (Files.isDirectory(target)) {
        throw new LakeException(
            LakeException.Code.INVALID_REQUEST, target + " is a folder: name a file");
      }
      return AtomicFile.write(target, rows::applyAsLong);
    } catch (IOException e) {
      throw new LakeException(LakeException.Code.IO, "cannot write " + target + ": " + e, e);
    }
  }
}
