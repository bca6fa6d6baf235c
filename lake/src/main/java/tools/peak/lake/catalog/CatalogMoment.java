package tools.peak.lake.catalog;

import java.nio.file.Path;
import java.util.List;
import tools.peak.lake.LakeVersion;

/** A catalog as it was at one moment. For the thread that was given it, until it returns. */
public interface CatalogMoment {
  /** The newest version of that moment. */
  LakeVersion version();

  /** The index of runs. */
  RunIndex runs();

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

  /** What the lake's files were when they were committed. */
  FileDigests digests();

  /**
   * What the catalog's own storage finds wrong with its pages, a line each; none if it is sound.
   */
  List<String> damages();

  /** What tells the lake from others, wherever it lies. */
  String lakeId();

  /**
   * Writes the whole catalog of this moment into a file that is not there yet. Writers go on
   * meanwhile.
   */
  void copyTo(Path file);
}
