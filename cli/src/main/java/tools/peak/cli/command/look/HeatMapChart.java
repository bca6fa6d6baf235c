package tools.peak.cli.command.look;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.peak.cli.chart.CellChart;
import tools.peak.cli.chart.Picture;
import tools.peak.cli.output.Cell;
import tools.peak.lake.compare.Direction;
import tools.peak.lake.compare.HeatMap;

/** A heat map as a picture: the strongest shade is the best value, the best cell is framed. */
final class HeatMapChart {
  private HeatMapChart() {}

  /**
   * Draws a map.
   *
   * @param map with at least one cell
   */
  static Picture of(String title, List<String> over, HeatMap map, Direction direction) {
    Map<List<Integer>, Double> values = new HashMap<>();
    Map<List<Integer>, String> marks = new HashMap<>();
    map.cells().forEach(cell -> values.put(place(map, cell), cell.value()));
    map.plateau(direction, map.median())
        .ifPresent(plateau -> marks.put(place(map, plateau.cell()), "plateau"));
    map.best(direction)
        .ifPresent(best -> marks.merge(place(map, best), "best", (one, more) -> more + ", " + one));
    double low = map.cells().stream().mapToDouble(HeatMap.Cell::value).min().orElse(0);
    double high = map.cells().stream().mapToDouble(HeatMap.Cell::value).max().orElse(0);
    boolean isLowBest = direction == Direction.LOWER;
    CellChart.Field field =
        new CellChart.Field(
            title,
            over.get(0),
            over.get(1),
            map.xs().stream().map(x -> Cell.shown(over.get(0), x)).toList(),
            map.ys().stream().map(y -> Cell.shown(over.get(1), y)).toList(),
            marks);
    return CellChart.of(
        field,
        (row, column) -> values.getOrDefault(List.of(row, column), Double.NaN),
        isLowBest ? high : low,
        isLowBest ? low : high);
  }

  private static List<Integer> place(HeatMap map, HeatMap.Cell cell) {
    return List.of(map.xs().indexOf(cell.x()), map.ys().indexOf(cell.y()));
  }
}
