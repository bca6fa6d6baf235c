package tools.peak.lake.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.Rows;
import tools.peak.lake.query.TableQuery;
import tools.peak.lake.query.TypedValue;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.statistics.Quantiles;

/** Metrics of groups of runs, with the best and the worst run of each. */
public final class Groups {
  private Groups() {}

  /**
   * Reads any number of runs. A row is a metric of a group: the group's values, the metric's name,
   * {@code mean}, {@code std} (n − 1), {@code min}, {@code p25}, {@code median}, {@code p75},
   * {@code max}, {@code count} of finite values, {@code not_finite}, {@code best} and {@code
   * worst}, ids of runs, NULL of a metric of which none is better. A group without a finite value
   * has a row all the same.
   *
   * @param question for the runs that are meant
   * @param by the columns that make a group
   * @param metrics their names
   */
  public static Result read(TableQuery question, List<String> by, List<String> metrics) {
    Map<List<@Nullable Object>, List<Sample>> groups = new LinkedHashMap<>();
    int first = by.size() + 1;
    try (Rows rows =
        question
            .columns("run_id")
            .columns(by)
            .columns(metrics)
            .orderBy(String.join(", ", by) + ", run_id")
            .stream()) {
      for (List<@Nullable Object> row : rows) {
        List<@Nullable Object> group = new ArrayList<>();
        row.subList(1, first).forEach(value -> group.add(TypedValue.plain(value)));
        List<Sample> samples = groups.computeIfAbsent(group, any -> samples(metrics.size()));
        for (int i = 0; i < metrics.size(); i++) {
          samples.get(i).add(String.valueOf(row.getFirst()), TypedValue.plain(row.get(first + i)));
        }
      }
      return new Result(
          rows.snapshot(), columns(by), rows(groups, metrics), false, Optional.empty());
    }
  }

  private static List<Sample> samples(int count) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(new Sample());
    }
    return samples;
  }

  private static List<Column> columns(List<String> by) {
    List<Column> columns = new ArrayList<>();
    by.forEach(name -> columns.add(new Column(name, ColumnType.TEXT)));
    columns.add(new Column("metric", ColumnType.TEXT));
    for (String name : List.of("mean", "std", "min", "p25", "median", "p75", "max")) {
      columns.add(new Column(name, ColumnType.DOUBLE));
    }
    columns.add(new Column("count", ColumnType.LONG));
    columns.add(new Column("not_finite", ColumnType.LONG));
    columns.add(new Column("best", ColumnType.TEXT));
    columns.add(new Column("worst", ColumnType.TEXT));
    return columns;
  }

  private static List<List<@Nullable Object>> rows(
      Map<List<@Nullable Object>, List<Sample>> groups, List<String> metrics) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    groups.forEach(
        (group, samples) -> {
          for (int i = 0; i < metrics.size(); i++) {
            List<@Nullable Object> row = new ArrayList<>(group);
            row.add(metrics.get(i));
            row.addAll(samples.get(i).figures(Direction.of(metrics.get(i))));
            rows.add(row);
          }
        });
    return rows;
  }

  /** The values of a metric in a group. */
  private static final class Sample {
    private double[] values = new double[4];
    private int count;
    private long notFinite;
    private @Nullable String lowestRun;
    private @Nullable String highestRun;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;

    void add(String run, @Nullable Object value) {
      if (!(value instanceof Number number)) {
        return;
      }
      double finite = number.doubleValue();
      if (!Double.isFinite(finite)) {
        notFinite++;
        return;
      }
      if (count == values.length) {
        values = Arrays.copyOf(values, count * 2);
      }
      values[count++] = finite;
      if (finite < lowest) {
        lowest = finite;
        lowestRun = run;
      }
      if (finite > highest) {
        highest = finite;
        highestRun = run;
      }
    }

    List<@Nullable Object> figures(Direction direction) {
      double[] sorted = Arrays.copyOf(values, count);
      Arrays.sort(sorted);
      double mean = Arrays.stream(sorted).sum() / count;
      double squares = Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).sum();
      List<@Nullable Object> figures = new ArrayList<>();
      figures.add(count == 0 ? null : (Object) mean);
      figures.add(count < 2 ? null : (Object) Math.sqrt(squares / (count - 1)));
      for (double share : new double[] {0, 0.25, 0.5, 0.75, 1}) {
        figures.add(count == 0 ? null : (Object) Quantiles.of(sorted, share));
      }
      figures.add((long) count);
      figures.add(notFinite);
      figures.add(
          switch (direction) {
            case HIGHER -> highestRun;
            case LOWER -> lowestRun;
            case NONE -> null;
          });
      figures.add(
          switch (direction) {
            case HIGHER -> lowestRun;
            case LOWER -> highestRun;
            case NONE -> null;
          });
      return figures;
    }
  }
}
