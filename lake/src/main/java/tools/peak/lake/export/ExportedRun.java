package tools.peak.lake.export;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run that was written as a folder, or was not.
 *
 * @param folder where it lies, or would
 * @param changes what of it differs from the folder that was ingested, a line a file; empty where
 *     every byte of the evidence is the same, and so is its digest
 * @param failure why there is no folder; null where there is one
 */
public record ExportedRun(
    String runId, Path folder, List<String> changes, @Nullable String failure) {
  public ExportedRun {
    changes = List.copyOf(changes);
  }

  /** Whether there is a folder of the same evidence, with the same digest. */
  public boolean isExact() {
    return failure == null && changes.isEmpty();
  }
}
