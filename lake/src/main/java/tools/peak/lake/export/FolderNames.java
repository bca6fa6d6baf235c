package tools.peak.lake.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import tools.peak.storage.Sha256;

/** Names of folders and files that come out of a lake: what was ingested may say anything. */
final class FolderNames {
  private static final int MOST_BYTES = 200;

  private FolderNames() {}

  /**
   * The folder of a run: its id, since the id of a run without a snapshot is its folder's name;
   * what can't stand in a name is written as {@code %2F}.
   */
  static String of(String runId) {
    StringBuilder name = new StringBuilder();
    runId
        .codePoints()
        .forEach(
            c -> {
              boolean leadingDot = c == '.' && name.isEmpty();
              if (c == '/' || c == '\\' || c == '%' || leadingDot || Character.isISOControl(c)) {
                name.append(String.format(Locale.ROOT, "%%%02X", c));
              } else {
                name.appendCodePoint(c);
              }
            });
    String whole = name.toString();
    if (!whole.isEmpty() && whole.getBytes(UTF_8).length <= MOST_BYTES) {
      return whole;
    }
    String digest = Sha256.of(runId.getBytes(UTF_8)).substring(0, 16);
    int kept = Math.min(whole.length(), MOST_BYTES / 8);
    if (kept > 0 && Character.isHighSurrogate(whole.charAt(kept - 1))) {
      kept--;
    }
    return whole.substring(0, kept) + "-" + digest;
  }

  /** Whether a file of that name lies directly in its folder. */
  static boolean isPlain(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.indexOf('/') < 0
        && name.indexOf('\\') < 0
        && name.indexOf('\0') < 0;
  }
}
