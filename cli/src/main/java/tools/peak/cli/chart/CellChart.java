package tools.peak.cli.chart;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A field of cells: the number stands in each, its shade only repeats it. */
public final class CellChart {
  private static final int HEAD = 44;
  private static final int LEFT = 96;
  private static final int CELL_HEIGHT = 28;
  private static final int MOST_WIDTH = 96;
  private static final int LEAST_WIDTH = 6;
  private static final int PLOT = 620;
  private static final int NUMBERS_FROM = 40;
  private static final int SHADES = 8;

  private CellChart() {}

  /**
   * What is drawn.
   *
   * @param title what the cells are
   * @param down the name of the axis that goes down
   * @param across of the one that goes across
   * @param rows names, from the top
   * @param columns names, from the left
   * @param marks by place {@code (row, column)}: a word below a cell's number, such as best
   */
  public record Field(
      String title,
      String down,
      String across,
      List<String> rows,
      List<String> columns,
      Map<List<Integer>, String> marks) {}

  /** A cell's value; NaN for a gap. */
  @FunctionalInterface
  public interface Values {
    double at(int row, int column);
  }

  /**
   * Draws it. Of so many columns that no number has room, cells are shades whose numbers a pointer
   * tells.
   *
   * @param low the value of the faintest shade; {@code high} of the strongest
   */
  public static Picture of(Field field, Values values, double low, double high) {
    int count = Math.max(1, field.columns().size());
    int width = Math.clamp(PLOT / count, LEAST_WIDTH, MOST_WIDTH);
    Svg svg = new Svg();
    svg.words(0, 14, "title", field.title());
    svg.words(LEFT, HEAD - 20, "tick", field.across());
    svg.words(0, HEAD - 4, "tick", field.down());
    int every = Math.ceilDiv(NUMBERS_FROM, Math.max(width, 1));
    for (int column = 0; column < field.columns().size(); column += every) {
      svg.words(
          LEFT + (column + 0.5) * width,
          HEAD - 4,
          "tick middle",
          shortened(field.columns().get(column), every * width / 6));
    }
    for (int row = 0; row < field.rows().size(); row++) {
      double top = HEAD + row * CELL_HEIGHT;
      svg.words(0, top + 18, "tick", shortened(field.rows().get(row), 14));
      for (int column = 0; column < field.columns().size(); column++) {
        double value = values.at(row, column);
        if (!Double.isNaN(value)) {
          cell(
              svg,
              field,
              new Place(row, column, LEFT + column * width, top, width),
              value,
              high != low ? (value - low) / (high - low) : 0.5);
        }
      }
    }
    return new Picture(
        LEFT + count * width + 4,
        HEAD + field.rows().size() * CELL_HEIGHT + 4,
        "%s: %s down, %s across".formatted(field.title(), field.down(), field.across()),
        svg.toString());
  }

  private record Place(int row, int column, double left, double top, int width) {}

  private static void cell(Svg svg, Field field, Place place, double value, double share) {
    @Nullable String mark = field.marks().get(List.of(place.row(), place.column()));
    int shade = (int) Math.round(Math.clamp(share, 0, 1) * SHADES);
    svg.open("g");
    svg.told(
        "%s, %s: %s%s"
            .formatted(
                field.rows().get(place.row()),
                field.columns().get(place.column()),
                value,
                mark == null ? "" : ", " + mark));
    svg.element(
        "rect",
        "class",
        "cell h" + shade,
        "x",
        place.left() + 0.5,
        "y",
        place.top() + 0.5,
        "width",
        place.width() - 1.0,
        "height",
        CELL_HEIGHT - 1.0);
    if (mark != null) {
      svg.element(
          "rect",
          "class",
          "mark",
          "x",
          place.left() + 2,
          "y",
          place.top() + 2,
          "width",
          place.width() - 4.0,
          "height",
          CELL_HEIGHT - 4.0);
    }
    if (place.width() >= NUMBERS_FROM) {
      double middle = place.left() + place.width() / 2.0;
      svg.words(middle, place.top() + (mark == null ? 18 : 14), "in middle", number(value));
      if (mark != null) {
        svg.words(middle, place.top() + 24, "in small middle", mark);
      }
    }
    svg.close("g");
  }

  private static String number(double value) {
    double size = Math.abs(value);
    return size >= 1e6 || (size > 0 && size < 1e-3)
        ? String.format(Locale.ROOT, "%.1e", value)
        : Scale.plain(value, size >= 1000 ? 1 : size >= 100 ? 0.1 : 0.01);
  }

  /** The end of a name that is too long: that is where ids differ. */
  private static String shortened(String text, int most) {
    int length = text.codePointCount(0, text.length());
    int room = Math.max(2, most);
    return length <= room
        ? text
        : "…" + text.substring(text.offsetByCodePoints(0, length - room + 1));
  }
}
