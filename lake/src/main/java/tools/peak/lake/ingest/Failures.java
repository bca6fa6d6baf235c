package tools.peak.lake.ingest;

import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.ProcessMemory;

/** What ended one of a pass's threads, told on the thread that waits for it. */
final class Failures {
  private Failures() {}

  /**
   * The failure to be thrown on.
   *
   * @param doing what the thread was at
   * @param cause what it threw; null if nobody knows
   */
  static RuntimeException of(String doing, @Nullable Throwable cause) {
    return switch (cause) {
      case RuntimeException failure -> failure;
      case OutOfMemoryError _ ->
          new LakeException(
              Code.LIMIT, doing + ": out of memory: " + ProcessMemory.describe(), cause);
      case null -> new LakeException(Code.IO, doing + ": it ended before its end");
      default -> new LakeException(Code.IO, doing + ": " + cause, cause);
    };
  }
}
