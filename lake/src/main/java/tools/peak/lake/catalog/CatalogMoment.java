package tools.peak.lake.catalog;

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

  /** Which versions can be read, and which are gone. */
  History history();

  /** What the lake's files were when they were committed. */
  FileDigests digests();
}
