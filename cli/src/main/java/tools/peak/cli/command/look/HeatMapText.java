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
import tools.peak.cli.output.Visible;
import tools.peak.lake.compare.Direction;
import tools.peak.lake.compare.HeatMap;

/** A heat map for eyes: shades in a terminal with colours, else numbers. */
final class HeatMapText {
  private static final List<String> SHADES = List.of("··", "░░", "▒▒", "▓▓", "██");

  private HeatMapText() {}

  /** What stands around the map. */
  record Titles(String value, List<String> over, String snapshot) {}

  static void print(
      CommandOutput output, Titles titles, HeatMap map, Direction direction, double threshold) {
    Map<List<Object>, HeatMap.Cell> cells = new HashMap<>();
    map.cells().forEach(cell -> cells.put(List.of(cell.x(), cell.y()), cell));
    output.line(
        Visible.line(
            "%s: %s down, %s across"
                .formatted(titles.value(), titles.over().get(0), titles.over().get(1))));
    if (output.style().coloured() && output.terminal().unicode()) {
      shades(output, map, cells);
    } else {
      numbers(output, titles, map, cells);
    }
    map.best(direction)
        .ifPresent(
            best ->
                output.line(
                    "best     %s: %s, of %s runs"
                        .formatted(place(titles, best), text(best.value()), best.count())));
    output.line(
        map.plateau(direction, threshold)
            .map(
                plateau ->
                    "plateau  %s: worst %s, mean %s, %s of its neighbours better than %s"
                        .formatted(
                            place(titles, plateau.cell()),
                            text(plateau.worst()),
                            text(plateau.mean()),
                            Math.round(plateau.share() * 100) + " %",
                            text(threshold)))
            .orElse("plateau  none: no cell has five neighbours"));
  }

  private static void numbers(
      CommandOutput output, Titles titles, HeatMap map, Map<List<Object>, HeatMap.Cell> cells) {
    List<String> columns = new ArrayList<>(List.of(titles.over().getFirst()));
    map.ys().forEach(y -> columns.add(Cell.shown(y, true)));
    RowWriter table = Format.TABLE.open(output, titles.snapshot(), columns);
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
      CommandOutput output, HeatMap map, Map<List<Object>, HeatMap.Cell> cells) {
    double low = map.cells().stream().mapToDouble(HeatMap.Cell::value).min().orElse(0);
    double high = map.cells().stream().mapToDouble(HeatMap.Cell::value).max().orElse(0);
    int width =
        map.xs().stream().mapToInt(x -> DisplayWidth.of(Cell.shown(x, true))).max().orElse(0);
    for (Object x : map.xs()) {
      StringBuilder line =
          new StringBuilder(DisplayWidth.padLeft(Cell.shown(x, true), width)).append(' ');
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
                Cell.shown(map.ys().getFirst(), true),
                Cell.shown(map.ys().getLast(), true),
                SHADES.getFirst(),
                text(low),
                SHADES.getLast(),
                text(high)));
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
                Cell.shown(cell.x(), true),
                titles.over().get(1),
                Cell.shown(cell.y(), true)));
  }

  private static String text(double value) {
    return Cell.shown(value, false);
  }
}
