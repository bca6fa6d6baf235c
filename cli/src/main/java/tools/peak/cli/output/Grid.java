package tools.peak.cli.output;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A line a row, values below each other, numbers at the right. */
final class Grid implements Layout {
  static final String GAP = "  ";

  /** A column of it: its place in a row, how its values are shown, and how wide. */
  record Part(String name, int place, Figures figures, int width) {}

  private final List<Part> parts;
  private final List<String> leftOut;
  private final List<String> empty;
  private final View view;
  private final String ellipsis;
  private final String dash;
  private final Set<String> cut = new LinkedHashSet<>();

  Grid(List<Part> parts, List<String> leftOut, List<String> empty, View view, Terminal terminal) {
    this.parts = parts;
    this.leftOut = leftOut;
    this.empty = empty;
    this.view = view;
    this.ellipsis = terminal.ellipsis();
    this.dash = terminal.unicode() ? "─" : "-";
  }

  @Override
  public List<String> head(Style style) {
    List<List<String>> names = new ArrayList<>();
    for (Part part : parts) {
      names.add(List.of(DisplayWidth.cut(Visible.line(part.name()), part.width(), ellipsis)));
    }
    String rule =
        parts.stream().map(part -> dash.repeat(part.width())).collect(Collectors.joining(GAP));
    return List.of(style.bold(line(names, 0)), style.dim(rule));
  }

  @Override
  public List<String> row(List<? extends @Nullable Object> values, Style style) {
    List<List<String>> cells = new ArrayList<>();
    for (Part part : parts) {
      cells.add(cell(part, part.figures().text(values.get(part.place()))));
    }
    int height = cells.stream().mapToInt(List::size).max().orElse(1);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      lines.add(line(cells, i));
    }
    return lines;
  }

  private List<String> cell(Part part, String text) {
    if (view.wraps()) {
      return Wrapped.lines(text, part.width());
    }
    if (part.place() == 0) {
      return List.of(DisplayWidth.cutMiddle(text, part.width(), ellipsis));
    }
    String shown = DisplayWidth.cut(text, part.width(), ellipsis);
    if (view.keeps(part.name()) && shown.length() < text.length()) {
      cut.add(part.name());
    }
    return List.of(shown);
  }

  private String line(List<List<String>> cells, int line) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      String text = line < cells.get(i).size() ? cells.get(i).get(line) : "";
      texts.add(
          part.figures().numeric()
              ? DisplayWidth.padLeft(text, part.width())
              : DisplayWidth.padRight(text, part.width()));
    }
    return String.join(GAP, texts).stripTrailing();
  }

  @Override
  public List<String> left() {
    List<String> lines = new ArrayList<>();
    String remedy = view.remedy().isEmpty() ? "" : " (" + view.remedy() + ")";
    if (!leftOut.isEmpty()) {
      lines.add(leftOut.size() + " more" + remedy + ": " + names(leftOut));
    }
    if (!empty.isEmpty()) {
      lines.add("without a value: " + names(empty));
    }
    if (!cut.isEmpty() && !remedy.isEmpty()) {
      lines.add("cut" + remedy + ": " + names(cut));
    }
    return lines;
  }

  private static String names(Iterable<String> columns) {
    List<String> names = new ArrayList<>();
    columns.forEach(column -> names.add(Visible.line(column)));
    return String.join(", ", names);
  }
}
