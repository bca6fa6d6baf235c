package tools.peak.runner.sweep;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.artifact.EvidenceWriter;

/**
 * A run whose files are written, and that nobody sees yet.
 *
 * @param folder where it will be
 */
record FinishedRun(String runId, Path folder, EvidenceWriter writer, Observation observed) {
  /** Its folder is there, or it never will be. */
  void end(@Nullable IOException failure) {
    try (observed;
        writer) {
      if (failure == null) {
        observed.done();
      }
    } catch (IOException e) {
      // A hidden folder that could not be deleted hides what went wrong from nobody.
      if (failure != null) {
        failure.addSuppressed(e);
      }
    }
  }
}
