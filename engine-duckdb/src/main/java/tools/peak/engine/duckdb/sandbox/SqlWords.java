package tools.peak.engine.duckdb.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words of a statement without its comments, as far as its outline needs them. Nothing that is
 * let through rests on it: what is run was checked in the tree that DuckDB's own parser made.
 *
 * @param text the statement
 * @param words in order
 */
record SqlWords(String text, List<Word> words) {
  SqlWords {
    words = List.copyOf(words);
  }

  /**
   * A name, a number, a quoted piece or a single sign.
   *
   * @param depth how many parentheses are open around it
   */
  record Word(String lower, int start, int end, int depth) {}

  static SqlWords of(String text) {
    List<Word> words = new ArrayList<>();
    int depth = 0;
    for (int at = 0; at < text.length(); ) {
      int end = end(text, at);
      char c = text.charAt(at);
      if (!Character.isWhitespace(c) && !isComment(text, at)) {
        depth -= c == ')' ? 1 : 0;
        words.add(new Word(text.substring(at, end).toLowerCase(Locale.ROOT), at, end, depth));
        depth += c == '(' ? 1 : 0;
      }
      at = end;
    }
    if (!words.isEmpty() && words.getLast().lower().equals(";")) {
      words.removeLast();
    }
    return new SqlWords(text, words);
  }

  private static boolean isComment(String text, int at) {
    return text.startsWith("--", at) || text.startsWith("/*", at);
  }

  private static int end(String text, int at) {
    char c = text.charAt(at);
    if (text.startsWith("--", at)) {
      int line = text.indexOf('\n', at);
      return line < 0 ? text.length() : line + 1;
    }
    if (text.startsWith("/*", at)) {
      return comment(text, at);
    }
    if (c == '\'' || c == '"') {
      int end = at + 1;
      while (end < text.length() && text.charAt(end) != c) {
        end++;
      }
      return Math.min(text.length(), end + 1);
    }
    if (c == '$') {
      return dollars(text, at);
    }
    if (text.regionMatches(true, at, "e'", 0, 2)) {
      return escaped(text, at + 2);
    }
    int end = at + 1;
    while (isName(c) && end < text.length() && isName(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** A text between {@code $$} or {@code $tag$}; else the sign alone. */
  private static int dollars(String text, int at) {
    int tag = at + 1;
    while (tag < text.length() && isName(text.charAt(tag))) {
      tag++;
    }
    if (tag == text.length() || text.charAt(tag) != '$') {
      return at + 1;
    }
    String quote = text.substring(at, tag + 1);
    int close = text.indexOf(quote, tag + 1);
    return close < 0 ? text.length() : close + quote.length();
  }

  /** The end of a text in which a backslash takes the next sign for itself. */
  private static int escaped(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '\'') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(text.length(), at + 1);
  }

  /** Comments nest. */
  private static int comment(String text, int at) {
    int open = 0;
    for (int i = at; i < text.length() - 1; i++) {
      if (text.startsWith("/*", i)) {
        open++;
        i++;
      } else if (text.startsWith("*/", i)) {
        open--;
        i++;
        if (open == 0) {
          return i + 1;
        }
      }
    }
    return text.length();
  }

  private static boolean isName(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  /** The word of that number; an empty one behind the last. */
  String word(int number) {
    return number < words.size() ? words.get(number).lower() : "";
  }

  /** The first of some words from a number on that stands outside of parentheses; else the end. */
  int find(int from, String... wanted) {
    int number = from;
    while (number < words.size()
        && (words.get(number).depth() > 0 || !List.of(wanted).contains(word(number)))) {
      number++;
    }
    return number;
  }

  /** The text from one word until before another. */
  String between(int from, int until) {
    return from >= until ? "" : text.substring(words.get(from).start(), words.get(until - 1).end());
  }

  int size() {
    return words.size();
  }

  /** Where the parenthesis that a word opens is closed; the end where it is not. */
  int closing(int open) {
    int depth = words.get(open).depth();
    int number = open + 1;
    while (number < words.size()
        && !(words.get(number).depth() == depth && word(number).equals(")"))) {
      number++;
    }
    return number;
  }
}
