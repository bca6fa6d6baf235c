package tools.peak.lake.query.filter;

import java.util.Locale;

/**
 * A word of the language.
 *
 * @param text a name or text without its quotes, else as written
 * @param start offset of its first character
 * @param end offset behind its last character
 */
record Token(Type type, String text, int start, int end) {
  enum Type {
    NUMBER,
    /** A number with a unit of time: {@code 7d}. */
    DURATION,
    /** In single quotes. */
    TEXT,
    NAME,
    /** A name in back-ticks. */
    TICKED,
    /** A name in double quotes, which MLflow also writes around texts. */
    QUOTED,
    SYMBOL,
    END
  }

  boolean isSymbol(String symbol) {
    return type == Type.SYMBOL && text.equals(symbol);
  }

  boolean isWord(String keyword) {
    return type == Type.NAME && text.equalsIgnoreCase(keyword);
  }

  boolean isName() {
    return type == Type.NAME || type == Type.TICKED || type == Type.QUOTED;
  }

  /** How an error names it. */
  String shown() {
    return switch (type) {
      case END -> "the end";
      case TEXT, NUMBER, DURATION, NAME, TICKED, QUOTED, SYMBOL -> "'" + text + "'";
    };
  }

  String lower() {
    return text.toLowerCase(Locale.ROOT);
  }
}
