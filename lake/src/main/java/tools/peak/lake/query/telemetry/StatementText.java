package tools.peak.lake.query.telemetry;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A statement of SQL as telemetry may tell it: comments are gone, and every literal is a question
 * mark, since values are nobody's business but their asker's.
 *
 * @param operation its first word
 * @param text cut where it is long
 */
record StatementText(String operation, String text) {
  private static final int LONGEST = 2_000;
  private static final Pattern LISTS = Pattern.compile("\\?(?: ?, ?\\?)+");

  static StatementText of(String statement) {
    String line = LISTS.matcher(new Scanner(statement).bare()).replaceAll("?").strip();
    int word = 0;
    while (word < line.length() && Character.isLetter(line.charAt(word))) {
      word++;
    }
    return new StatementText(
        word == 0 ? "SQL" : line.substring(0, word).toUpperCase(Locale.ROOT),
        line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…");
  }

  /** Goes over a statement as DuckDB's reader does. */
  private static final class Scanner {
    private final String sql;
    private final StringBuilder out = new StringBuilder();
    private int at;

    Scanner(String sql) {
      this.sql = sql;
    }

    String bare() {
      while (at < sql.length()) {
        char c = sql.charAt(at);
        if (Character.isWhitespace(c)) {
          blank();
          at++;
        } else if (sql.startsWith("--", at)) {
          blank();
          at = behind("\n", at);
        } else if (sql.startsWith("/*", at)) {
          blank();
          comment();
        } else if (c == '\'') {
          literal(behind("'", at + 1));
        } else if (c == '$') {
          dollar();
        } else if (c == '"') {
          name(behind("\"", at + 1));
        } else if (Character.isDigit(c)) {
          number();
        } else if (Character.isLetter(c) || c == '_') {
          word();
        } else {
          out.append(c);
          at++;
        }
      }
      return out.toString();
    }

    private void blank() {
      if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
        out.append(' ');
      }
    }

    /** Comments may lie within comments. */
    private void comment() {
      int depth = 0;
      do {
        if (sql.startsWith("/*", at)) {
          depth++;
          at += 2;
        } else if (sql.startsWith("*/", at)) {
          depth--;
          at += 2;
        } else {
          at++;
        }
      } while (depth > 0 && at < sql.length());
    }

    /** A text with a quote in it is two literals side by side: that tells as little. */
    private void literal(int end) {
      if (out.isEmpty() || out.charAt(out.length() - 1) != '?') {
        out.append('?');
      }
      at = end;
    }

    private void name(int end) {
      out.append(sql, at, end);
      at = end;
    }

    /** {@code $tag$ … $tag$}, or a parameter. */
    private void dollar() {
      int end = at + 1;
      while (end < sql.length() && isOfWord(sql.charAt(end))) {
        end++;
      }
      if (end < sql.length() && sql.charAt(end) == '$') {
        literal(behind(sql.substring(at, end + 1), end + 1));
      } else {
        name(end);
      }
    }

    private void number() {
      int end = at;
      while (end < sql.length()
          && (isOfWord(sql.charAt(end)) || sql.charAt(end) == '.' || isSign(end))) {
        end++;
      }
      literal(end);
    }

    /** The sign of an exponent. */
    private boolean isSign(int place) {
      char c = sql.charAt(place);
      return (c == '+' || c == '-') && (sql.charAt(place - 1) | 0x20) == 'e';
    }

    private void word() {
      int end = at;
      while (end < sql.length() && isOfWord(sql.charAt(end))) {
        end++;
      }
      boolean quoted = end < sql.length() && sql.charAt(end) == '\'' && end == at + 1;
      if (quoted && (sql.charAt(at) | 0x20) == 'e') {
        literal(escaped(end + 1));
      } else {
        name(end);
      }
    }

    /** Behind a text in which a backslash takes the next character's meaning. */
    private int escaped(int from) {
      int end = from;
      while (end < sql.length() && sql.charAt(end) != '\'') {
        end += sql.charAt(end) == '\\' ? 2 : 1;
      }
      return Math.min(end + 1, sql.length());
    }

    private int behind(String mark, int from) {
      int found = sql.indexOf(mark, from);
      return found < 0 ? sql.length() : found + mark.length();
    }

    private static boolean isOfWord(char c) {
      return Character.isLetterOrDigit(c) || c == '_';
    }
  }
}
