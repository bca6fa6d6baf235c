package tools.peak.lake.iceberg;

import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.storage.Location;
import tools.peak.storage.Storage;

/** Iceberg and Avro have many kinds of exceptions for what comes to a few. */
final class Unreadable {
  private Unreadable() {}

  /** Why a file of the metadata can't be read. */
  static LakeException file(Storage storage, Location file, Exception cause) {
    if (cause instanceof LakeException known) {
      return known;
    }
    return new LakeException(
        Code.NOT_A_LAKE,
        file
            + (storage.exists(file) ? " is damaged" : " is gone")
            + ": restore the lake from a backup",
        cause);
  }

  /** Where something is that metadata names, whoever wrote it. */
  static Location location(String text) {
    try {
      return Location.of(text);
    } catch (IllegalArgumentException e) {
      throw new LakeException(
          Code.NOT_A_LAKE,
          text
              + ": another program put a file of the lake where Peak does not read it;"
              + " have it write below the lake's folder",
          e);
    }
  }
}
