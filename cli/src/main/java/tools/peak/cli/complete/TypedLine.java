package tools.peak.cli.complete;

import java.util.ArrayList;
import java.util.List;

/**
 * A command line up to the cursor, read as a shell would read it.
 *
 * @param words the finished words, without quotes, behind the name of the program
 * @param last the word that the cursor stands behind, without quotes; empty where one begins
 * @param written the same as it was written
 * @param quote the quote that is still open in it; 0 where none is
 */
record TypedLine(List<String> words, String last, String written, char quote) {
  static TypedLine of(String line) {
    Reader reader = new Reader(line);
    reader.read();
    List<String> words = reader.words;
    while (!words.isEmpty() && words.getFirst().matches("[A-Za-z_][A-Za-z0-9_]*=.*")) {
      words.removeFirst();
    }
    return new TypedLine(
        words.isEmpty() ? List.of() : List.copyOf(words.subList(1, words.size())),
        reader.word.toString(),
        reader.begin < 0 ? "" : line.substring(reader.begin),
        reader.quote);
  }

  private static final class Reader {
    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int begin = -1;
    private char quote;

    Reader(String line) {
      this.line = line;
    }

    void read() {
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        boolean isEscape = c == '\\' && quote != '\'' && i + 1 < line.length();
        if (isEscape && (quote == 0 || "\"\\$`".indexOf(line.charAt(i + 1)) >= 0)) {
          add(line.charAt(i + 1), i);
          i++;
        } else if (quote != 0) {
          if (c == quote) {
            quote = 0;
          } else {
            add(c, i);
          }
        } else if (c == '\'' || c == '"') {
          begin = begin < 0 ? i : begin;
          quote = c;
        } else if (Character.isWhitespace(c)) {
          end();
        } else if ("|;&()".indexOf(c) >= 0) {
          end();
          words.clear();
        } else {
          add(c, i);
        }
      }
    }

    private void add(char c, int at) {
      begin = begin < 0 ? at : begin;
      word.append(c);
    }

    private void end() {
      if (begin >= 0) {
        words.add(word.toString());
      }
      word.setLength(0);
      begin = -1;
    }
  }
}
