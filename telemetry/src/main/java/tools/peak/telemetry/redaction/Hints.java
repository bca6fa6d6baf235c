package tools.peak.telemetry.redaction;

/**
 * Whether a text can hold a secret at all, told by its letters: most texts can't, and a regular
 * expression that finds nothing costs as much as the rest of a span. What is let through here is
 * still to be looked at; what is not holds none.
 */
final class Hints {
  private Hints() {}

  /** Whether one of the names that say so may begin in it: passw…, secret, token, api_key, …. */
  static boolean ofName(String text) {
    for (int i = 0; i + 1 < text.length(); i++) {
      char second = lower(text.charAt(i + 1));
      boolean begins =
          switch (lower(text.charAt(i))) {
            case 'p' -> second == 'a' || second == 'w' || second == 'r';
            case 's' -> second == 'e';
            case 't' -> second == 'o';
            case 'a' -> second == 'p' || second == 'c' || second == 'u';
            case 'c' -> second == 'r' || second == 'o';
            default -> false;
          };
      if (begins) {
        return true;
      }
    }
    return false;
  }

  /** Whether a token of a known shape may begin in it. */
  static boolean ofShape(String text) {
    for (int i = 0; i < text.length(); i++) {
      boolean begins =
          switch (text.charAt(i)) {
            case 'e' -> text.startsWith("eyJ", i);
            case 'A' -> text.startsWith("AKIA", i);
            case 'g' -> text.startsWith("gh", i) || text.startsWith("gl", i);
            case 'x' -> text.startsWith("xox", i);
            case 's' -> text.startsWith("sk-", i);
            case '-' -> text.startsWith("-----BEGIN", i);
            default -> false;
          };
      if (begins) {
        return true;
      }
    }
    return false;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }
}
