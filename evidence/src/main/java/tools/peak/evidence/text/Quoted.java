package tools.peak.evidence.text;

/** A piece of a file's content as it may stand in a message: one short line. */
public final class Quoted {
  private static final int MAX_LENGTH = 60;

  private Quoted() {}

  public static String text(String content) {
    StringBuilder quoted = new StringBuilder("'");
    content
        .codePoints()
        .limit(MAX_LENGTH)
        .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
        .forEach(quoted::appendCodePoint);
    return quoted.append(content.length() > MAX_LENGTH ? "…'" : "'").toString();
  }
}
