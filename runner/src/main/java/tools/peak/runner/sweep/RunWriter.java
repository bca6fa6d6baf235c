package tools.peak.runner.sweep;

import java.io.IOException;
import java.nio.file.Path;
import tools.peak.evidence.Run;

/** Puts a run on disk, whole or not at all. */
@FunctionalInterface
interface RunWriter {
  /**
   * Writes the run into a new folder.
   *
   * @throws IOException if the folder exists already or cannot be written
   */
  void write(Run run, Path folder) throws IOException;
}
