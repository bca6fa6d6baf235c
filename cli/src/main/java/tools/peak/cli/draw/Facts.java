package tools.peak.cli.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.peak.cli.output.Cell;
import tools.peak.cli.output.DisplayWidth;
import tools.peak.cli.output.Terminal;
import tools.peak.cli.output.Visible;
import tools.peak.cli.output.Wrapped;

/** Names with values, in as many columns as the terminal has room for. */
public final class Facts {
  private static final String INDENT = "  ";
  private static final int GAP = 3;

  /** A fact wider than this gets a line to itself. */
  private static final int WIDE = 46;

  private static final int MOST_COLUMNS = 3;
  private static final int LEAST_ROOM = 10;

  private Facts() {}

  /** The lines; nothing is cut, long values go on in the next line. */
  public static List<String> lines(Map<String, ?> facts, Terminal terminal) {
    int names = 0;
    for (String name : facts.keySet()) {
      names = Math.max(names, DisplayWidth.of(Visible.line(name)));
    }
    List<String> narrow = new ArrayList<>();
    List<String> wide = new ArrayList<>();
    int width = 0;
    for (Map.Entry<String, ?> fact : facts.entrySet()) {
      String name = DisplayWidth.padRight(Visible.line(fact.getKey()), names) + INDENT;
      String value = Cell.shown(fact.getKey(), fact.getValue());
      String text = name + value;
      if (DisplayWidth.of(text) > WIDE) {
        wrap(INDENT + name, value, terminal, wide);
      } else {
        narrow.add(text);
        width = Math.max(width, DisplayWidth.of(text));
      }
    }
    int columns =
        Math.clamp(
            (terminal.drawingWidth() - INDENT.length() + GAP) / (width + GAP), 1, MOST_COLUMNS);
    List<String> lines = new ArrayList<>();
    int rows = (narrow.size() + columns - 1) / columns;
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder(INDENT);
      for (int i = row; i < narrow.size(); i += rows) {
        line.append(DisplayWidth.padRight(narrow.get(i), width + GAP));
      }
      lines.add(line.toString().stripTrailing());
    }
    lines.addAll(wide);
    return lines;
  }

  private static void wrap(String name, String value, Terminal terminal, List<String> lines) {
    int indent = DisplayWidth.of(name);
    int room = Math.max(LEAST_ROOM, terminal.width() - indent);
    String before = name;
    for (String line : Wrapped.lines(value, room)) {
      lines.add((before + line).stripTrailing());
      before = " ".repeat(indent);
    }
  }
}
