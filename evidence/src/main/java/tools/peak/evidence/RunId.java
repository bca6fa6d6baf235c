package tools.peak.evidence;

import java.util.Locale;
import tools.peak.evidence.text.Quoted;

/** What a run may be called. No path is ever built from it. */
public final class RunId {
  static final int MAX_LENGTH = 1_024;

  private RunId() {}

  /**
   * Does nothing if a lake takes this id.
   *
   * @throws Refusal with {@link Problem.InvalidRunId} if not
   */
  public static void check(String runId) throws Refusal {
    if (runId.isEmpty()) {
      throw refusal("is empty");
    }
    int length = runId.codePointCount(0, runId.length());
    if (length > MAX_LENGTH) {
      throw refusal(
          String.format(
              Locale.ROOT,
              "%s has %,d characters, more than %,d",
              Quoted.text(runId),
              length,
              MAX_LENGTH));
    }
    if (runId.indexOf('\0') >= 0) {
      throw refusal(Quoted.text(runId) + " has a NUL character");
    }
    for (String segment : runId.split("[/\\\\]", -1)) {
      if (segment.equals("..")) {
        throw refusal(Quoted.text(runId) + " has a '..' segment");
      }
    }
  }

  private static Refusal refusal(String detail) {
    return new Refusal(new Problem.InvalidRunId(detail));
  }
}
