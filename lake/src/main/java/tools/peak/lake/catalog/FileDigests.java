package tools.peak.lake.catalog;

import java.util.Map;
import tools.peak.storage.Location;

/** What the files of the lake were when the commit that names them was made. */
public interface FileDigests {
  /**
   * The SHA-256 of each file, in hexadecimal; files that an older Peak or another program wrote
   * have none, and files that no version needs any more may be among them.
   */
  Map<Location, String> all();

  /** Whether every version was Peak's, so that no file of any is missing in {@link #all}. */
  boolean areOfEveryVersion();
}
