package tools.peak.telemetry;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.peak.telemetry.redaction.Redaction;

/** That runs shall have telemetry files, and how. */
record RunFiles(
    RunFileProcessor processor, long limitBytes, Redaction redaction, Consumer<String> warnings) {
  private static volatile @Nullable RunFiles wanted;

  /** Null where no files are wanted. */
  static @Nullable RunFiles wanted() {
    return wanted;
  }

  static void want(@Nullable RunFiles files) {
    wanted = files;
  }

  RunFile open(Path path) {
    return new RunFile(path, limitBytes, redaction, warnings);
  }

  /** Lets go of a run whose file is closed. */
  void forget(RunFile file) {
    processor.forget(file);
  }
}
