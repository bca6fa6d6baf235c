package tools.peak.lake.catalog;

import java.nio.file.Path;
import java.util.List;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeVersion;

/** A catalog as it was at one moment. For the thread that was given it, until it returns. */
public interface CatalogMoment {
  /** The newest version of that moment. */
  LakeVersion version();

  /** The index of runs. */
  RunIndex runs();

  /** The first keys of tags that were ever set, in order. */
  List<String> tagKeys(int most);

  /** Some of the values that a tag has now, in order. */
  List<String> tagValues(String key, int most);

  /** The folders that are refused. */
  Rejects rejects();

  /** What of the runs was not taken at its word. */
  RunNotices notices();

  /** The runs that are held. */
  Holds holds();

  /** What was planned. */
  Plans plans();

  /** What was done to the lake, by whom. */
  Audit audit();

  /** The lake's versions, and what each of them did. */
  VersionLog log();

  /** The versions that have names. */
  VersionNames versionNames();

  /** Which versions can be read, and which are gone. */
  History history();

  /** Which lake it is: its copies have another identity, a moved or restored one has the same. */
  String identity();

  /**
   * Writes all of the catalog as it is at this moment into a file that is not there yet.
   *
   * @throws LakeException if it can't be written
   */
  void copyTo(Path file);

  /** What the lake's files were when they were committed. */
  FileDigests digests();

  /**
   * What the catalog's own storage finds wrong with its pages, a line each; none if it is sound.
   */
  List<String> damages();
}
