package tools.peak.cli.command.look;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.output.Cell;
import tools.peak.cli.output.CommandOutput;
import tools.peak.cli.output.DisplayWidth;
import tools.peak.cli.output.Format;
import tools.peak.cli.output.RowWriter;
import tools.peak.cli.output.View;
import tools.peak.cli.output.Visible;
import tools.peak.lake.compare.Direction;
import tools.peak.lake.compare.HeatMap;

/** A heat map for eyes: shades in a terminal with colours, else numbers. */
final class HeatMapText {
  private static final List<String> SHADES = List.of("··", "░░", "▒▒", "▓▓", "██");

  private HeatMapText() {}

  /** What stands around the map. */
  record Titles(String metric, String aggregate, List<String> over, String snapshot) {}

  static void print(
      CommandOutput output, Titles titles, HeatMap map, Direction direction, double threshold) {
    Map<List<Object>, HeatMap.Cell> cells = new HashMap<>();
    map.cells().forEach(cell -> cells.put(List.of(cell.x(), cell.y()), cell));
    output.line(
        Visible.line(
            "%s (%s): %s down, %s across"
                .formatted(
                    titles.metric(),
                    titles.aggregate(),
                    titles.over().get(0),
                    titles.over().get(1))));
    if (output.style().coloured() && output.terminal().unicode()) {
      shades(output, titles, map, cells);
    } else {
      numbers(output, titles, map, cells);
    }
    map.best(direction)
        .ifPresent(
            best ->
                output.line(
                    "best     %s: %s, of %s runs"
                        .formatted(place(titles, best), text(titles, best.value()), best.count())));
    output.line(
        map.plateau(direction, threshold)
            .map(
                plateau ->
                    "plateau  %s: worst %s, mean %s, %s of its neighbours better than %s"
                        .formatted(
                            place(titles, plateau.cell()),
                            text(titles, plateau.worst()),
                            text(titles, plateau.mean()),
                            Math.round(plateau.share() * 100) + " %",
                            text(titles, threshold)))
            .orElse("plateau  none: no cell has five neighbours"));
  }

  private static void numbers(
      CommandOutput output, Titles titles, HeatMap map, Map<List<Object>, HeatMap.Cell> cells) {
    List<String> columns = new ArrayList<>(List.of(titles.over().getFirst()));
    map.ys().forEach(y -> columns.add(Cell.shown(titles.over().get(1), y)));
    View view =
        View.PLAIN.measuring(
            column -> column.equals(columns.getFirst()) ? column : titles.metric());
    RowWriter table = Format.TABLE.open(output, titles.snapshot(), columns, view);
    for (Object x : map.xs()) {
      List<@Nullable Object> row = new ArrayList<>(List.of(x));
      for (Object y : map.ys()) {
        HeatMap.Cell cell = cells.get(List.of(x, y));
        row.add(cell == null ? null : cell.value());
      }
      table.row(row);
    }
    table.end(false, "");
  }

  private static void shades(
      CommandOutput output, Titles titles, HeatMap map, Map<List<Object>, HeatMap.Cell> cells) {
    String down = titles.over().get(0);
    String across = titles.over().get(1);
    double low = map.cells().stream().mapToDouble(HeatMap.Cell::value).min().orElse(0);
    double high = map.cells().stream().mapToDouble(HeatMap.Cell::value).max().orElse(0);
    int width =
        map.xs().stream().mapToInt(x -> DisplayWidth.of(Cell.shown(down, x))).max().orElse(0);
    for (Object x : map.xs()) {
      StringBuilder line =
          new StringBuilder(DisplayWidth.padLeft(Cell.shown(down, x), width)).append(' ');
      for (Object y : map.ys()) {
        HeatMap.Cell cell = cells.get(List.of(x, y));
        line.append(cell == null ? "  " : SHADES.get(shade(cell.value(), low, high)));
      }
      output.line(
          DisplayWidth.cut(line.toString().stripTrailing(), output.terminal().width(), "…"));
    }
    output.line(
        "across: %s to %s · %s %s to %s %s · blank: no run"
            .formatted(
                Cell.shown(across, map.ys().getFirst()),
                Cell.shown(across, map.ys().getLast()),
                SHADES.getFirst(),
                text(titles, low),
                SHADES.getLast(),
                text(titles, high)));
  }

  private static int shade(double value, double low, double high) {
    double share = high > low ? (value - low) / (high - low) : 1;
    return Math.clamp((int) (share * SHADES.size()), 0, SHADES.size() - 1);
  }

  private static String place(Titles titles, HeatMap.Cell cell) {
    return Visible.line(
        "%s = %s, %s = %s"
            .formatted(
                titles.over().get(0),
                Cell.shown(titles.over().get(0), cell.x()),
                titles.over().get(1),
                Cell.shown(titles.over().get(1), cell.y())));
  }

  private static String text(Titles titles, double value) {
    return Cell.shown(titles.metric(), value);
  }
}
