package tools.peak.lake.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.ToLongFunction;
import tools.peak.lake.LakeException;

/** A file that appears under its name when it is whole, and not at all when its writer fails. */
final class Replacement {
  private Replacement() {}

  /**
   * Has a file written beside the target, then puts it in the target's place.
   *
   * @param write writes the file and gives the number of its rows
   */
  static long of(Path target, ToLongFunction<Path> write) {
    Path absolute = target.toAbsolutePath();
    try {
      if (Files.isDirectory(absolute)) {
        throw new LakeException(
            LakeException.Code.INVALID_REQUEST, target + " is a folder: name a file");
      }
      Path beside = Files.createTempFile(absolute.getParent(), ".peak-", ".parquet");
      try {
        long rows = write.applyAsLong(beside);
        Files.move(beside, absolute, StandardCopyOption.REPLACE_EXISTING);
        return rows;
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      throw new LakeException(LakeException.Code.IO, "cannot write " + target + ": " + e, e);
    }
  }
}
