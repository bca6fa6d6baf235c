package tools.peak.evidence;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a run may be called. No path is ever built from it. */
final class RunId {
  static final int MAX_LENGTH = 1_024;

  private RunId() {}

  /** Why no lake takes this id, or null if it is fine. */
  static @Nullable Problem problem(String runId) {
    if (runId.isEmpty()) {
      return new Problem.InvalidRunId("is empty");
    }
    int length = runId.codePointCount(0, runId.length());
    if (length > MAX_LENGTH) {
      return new Problem.InvalidRunId(
          String.format(
              Locale.ROOT,
              "%s has %,d characters, more than %,d",
              Quoted.text(runId),
              length,
              MAX_LENGTH));
    }
    if (runId.indexOf('\0') >= 0) {
      return new Problem.InvalidRunId(Quoted.text(runId) + " has a NUL character");
    }
    for (String segment : runId.split("[/\\\\]", -1)) {
      if (segment.equals("..")) {
        return new Problem.InvalidRunId(Quoted.text(runId) + " has a '..' segment");
      }
    }
    return null;
  }
}
