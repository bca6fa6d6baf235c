package tools.peak.lake.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.Result;
import tools.peak.lake.statistics.Quantiles;

/**
 * A statistic over two parameters.
 *
 * @param xs the values of the first, numbers by size, then texts
 * @param ys the values of the second
 * @param cells by x, then y; a combination without a finite value has none
 */
public record HeatMap(List<Object> xs, List<Object> ys, List<Cell> cells) {
  private static final int LEAST_NEIGHBOURS = 5;

  public HeatMap {
    xs = List.copyOf(xs);
    ys = List.copyOf(ys);
    cells = List.copyOf(cells);
  }

  /**
   * A combination.
   *
   * @param value of the statistic, finite
   * @param count of how many runs
   */
  public record Cell(Object x, Object y, double value, long count) {}

  /**
   * A cell among good neighbours.
   *
   * @param worst the worst value among the cell and its neighbours
   * @param mean the mean value of the cell and its neighbours
   * @param share of the neighbours that are better than the threshold, from 0 to 1
   */
  public record Plateau(Cell cell, double worst, double mean, double share) {}

  /**
   * Reads an answer of four columns: x, y, the statistic, the count. Rows that lack x or y, and
   * those without a finite value, are no cells.
   */
  public static HeatMap of(Result result) {
    List<Cell> cells = new ArrayList<>();
    for (List<@Nullable Object> row : result.rows()) {
      Object x = row.get(0);
      Object y = row.get(1);
      if (x != null
          && y != null
          && row.get(2) instanceof Number value
          && Double.isFinite(value.doubleValue())) {
        long count = row.get(3) instanceof Number number ? number.longValue() : 0;
        cells.add(new Cell(x, y, value.doubleValue(), count));
      }
    }
    cells.sort(
        Comparator.comparing(Cell::x, HeatMap::compare).thenComparing(Cell::y, HeatMap::compare));
    return new HeatMap(
        cells.stream().map(Cell::x).distinct().sorted(HeatMap::compare).toList(),
        cells.stream().map(Cell::y).distinct().sorted(HeatMap::compare).toList(),
        cells);
  }

  private static int compare(Object a, Object b) {
    Double left = number(a);
    Double right = number(b);
    if (left != null && right != null) {
      return left.compareTo(right);
    }
    return left != null ? -1 : right != null ? 1 : a.toString().compareTo(b.toString());
  }

  private static @Nullable Double number(Object value) {
    try {
      return value instanceof Number number
          ? (Double) number.doubleValue()
          : (Double) Double.parseDouble(value.toString());
    } catch (NumberFormatException e) {
      return null; // a text
    }
  }

  /** The cell with the best value, of equal ones the first. */
  public Optional<Cell> best(Direction direction) {
    double sign = sign(direction);
    return cells.stream()
        .max(
            Comparator.comparingDouble((Cell cell) -> sign * cell.value())
                .thenComparing(Comparator.comparingInt(cells::indexOf).reversed()));
  }

  /**
   * The cell in the widest plateau: the one whose neighbourhood has the best worst value, of equal
   * ones the best mean, then the first. The neighbourhood is the cell and all cells within one step
   * of it on each axis; a step leads to the axis's next value. Cells with fewer than five
   * neighbours take no part; empty where all are such.
   *
   * @param threshold a neighbour counts for the share when it is better
   */
  public Optional<Plateau> plateau(Direction direction, double threshold) {
    double sign = sign(direction);
    Map<List<Object>, Cell> byPlace = new HashMap<>();
    cells.forEach(cell -> byPlace.put(List.of(cell.x(), cell.y()), cell));
    Plateau best = null;
    for (Cell cell : cells) {
      List<Cell> neighbours = neighbours(cell, byPlace);
      if (neighbours.size() < LEAST_NEIGHBOURS) {
        continue;
      }
      double worst = sign * cell.value();
      double sum = cell.value();
      int above = 0;
      for (Cell neighbour : neighbours) {
        worst = Math.min(worst, sign * neighbour.value());
        sum += neighbour.value();
        above += sign * neighbour.value() > sign * threshold ? 1 : 0;
      }
      Plateau one =
          new Plateau(
              cell,
              sign * worst,
              sum / (neighbours.size() + 1),
              (double) above / neighbours.size());
      if (best == null
          || sign * one.worst() > sign * best.worst()
          || (one.worst() == best.worst() && sign * one.mean() > sign * best.mean())) {
        best = one;
      }
    }
    return Optional.ofNullable(best);
  }

  private List<Cell> neighbours(Cell cell, Map<List<Object>, Cell> byPlace) {
    int x = xs.indexOf(cell.x());
    int y = ys.indexOf(cell.y());
    List<Cell> neighbours = new ArrayList<>();
    for (int i = Math.max(0, x - 1); i <= Math.min(xs.size() - 1, x + 1); i++) {
      for (int j = Math.max(0, y - 1); j <= Math.min(ys.size() - 1, y + 1); j++) {
        Cell other = byPlace.get(List.of(xs.get(i), ys.get(j)));
        if (other != null && !Objects.equals(other, cell)) {
          neighbours.add(other);
        }
      }
    }
    return neighbours;
  }

  /** The median of all cells' values; NaN without cells. */
  public double median() {
    return Quantiles.of(cells.stream().mapToDouble(Cell::value).sorted().toArray(), 0.5);
  }

  private static double sign(Direction direction) {
    return switch (direction) {
      case HIGHER, NONE -> 1;
      case LOWER -> -1;
    };
  }
}
