package tools.peak.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Text in lines of a width: nothing of it is lost but the spaces at which a line ends. */
public final class Wrapped {
  /** Behind which characters a line may end, the best first. */
  private static final List<String> BREAKS = List.of(" ", "/", ",;_-:=");

  private Wrapped() {}

  /** The lines, at least one; each at most as wide unless one character is wider. */
  public static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width / 2 && DisplayWidth.of(rest) > width) {
      int end = end(rest, width);
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    if (!rest.isEmpty() || lines.isEmpty()) {
      lines.add(rest);
    }
    return lines;
  }

  /** Lines that end at spaces only: a word that is wider than the width stays whole. */
  public static List<String> words(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && DisplayWidth.of(line.toString()) + 1 + DisplayWidth.of(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Where the first line ends: behind a word or a part of a path, else wherever it is full. */
  private static int end(String text, int width) {
    int room = width;
    int full = 0;
    while (full < text.length()) {
      int c = text.codePointAt(full);
      room -= DisplayWidth.of(c);
      if (room < 0 && full > 0) {
        break;
      }
      full += Character.charCount(c);
    }
    if (full < text.length() && text.charAt(full) == ' ') {
      return full;
    }
    for (String breaks : BREAKS) {
      for (int i = full; i > full / 3; i--) {
        if (breaks.indexOf(text.charAt(i - 1)) >= 0) {
          return i;
        }
      }
    }
    return full;
  }
}
