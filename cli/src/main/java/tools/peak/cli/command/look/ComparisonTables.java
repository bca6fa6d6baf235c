package tools.peak.cli.command.look;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.output.Cell;
import tools.peak.cli.output.CommandOutput;
import tools.peak.cli.output.Figures;
import tools.peak.cli.output.Format;
import tools.peak.cli.output.RowWriter;
import tools.peak.cli.output.Visible;
import tools.peak.lake.compare.Comparison;
import tools.peak.lake.query.Result;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.statistics.Quantiles;

/** A comparison for eyes: a column a run, or, of many runs, what they span. */
final class ComparisonTables {
  private static final int SIDE_BY_SIDE = 10;

  private ComparisonTables() {}

  static void print(CommandOutput output, Comparison comparison) {
    if (comparison.runs().size() <= SIDE_BY_SIDE) {
      sideBySide(output, comparison);
    } else {
      spans(output, comparison);
    }
  }

  private static void sideBySide(CommandOutput output, Comparison comparison) {
    List<String> columns = new ArrayList<>(List.of(""));
    for (int i = 0; i < comparison.runs().size(); i++) {
      String letter = Character.toString('A' + i);
      columns.add(letter);
      output.line(output.style().bold(letter) + "  " + Visible.line(comparison.runs().get(i)));
    }
    columns.add("spread");
    output.line("");
    RowWriter table = Format.TABLE.open(output, comparison.snapshot(), columns);
    comparison
        .differs()
        .forEach((name, values) -> table.row(row(name, comparison.runs(), values, Set.of(), "")));
    comparison
        .metrics()
        .forEach(
            (name, values) ->
                table.row(
                    row(
                        name,
                        comparison.runs(),
                        values,
                        comparison.best(name),
                        comparison.spread(name).map(v -> Cell.shown(name, v)).orElse(""))));
    table.end(false, "");
    remarks(output, comparison);
  }

  private static List<@Nullable Object> row(
      String name, List<String> runs, Map<String, Object> values, Set<String> best, String spread) {
    List<@Nullable Object> row = new ArrayList<>(List.of(name));
    Figures figures = Figures.of(name, values.values(), true);
    for (String run : runs) {
      String text = figures.text(values.get(run));
      row.add(best.contains(run) ? text + " *" : text);
    }
    row.add(spread);
    return row;
  }

  private static void spans(CommandOutput output, Comparison comparison) {
    RowWriter differences =
        Format.TABLE.open(
            output, comparison.snapshot(), List.of("differs", "values", "runs", "such as"));
    comparison
        .differs()
        .forEach(
            (name, values) ->
                differences.row(
                    List.of(
                        name,
                        (long) new HashSet<>(values.values()).size(),
                        (long) values.size(),
                        examples(name, values.values()))));
    differences.end(false, "");
    output.line("");
    RowWriter metrics =
        Format.TABLE.open(
            output,
            comparison.snapshot(),
            List.of("metric", "runs", "min", "p25", "median", "p75", "max", "best run"));
    for (String name : comparison.metrics().keySet()) {
      double[] sorted =
          comparison.finite(name).values().stream().mapToDouble(v -> v).sorted().toArray();
      if (sorted.length > 0) {
        List<Double> spread =
            List.of(
                sorted[0],
                Quantiles.of(sorted, 0.25),
                Quantiles.of(sorted, 0.5),
                Quantiles.of(sorted, 0.75),
                sorted[sorted.length - 1]);
        Figures figures = Figures.of(name, spread, true);
        metrics.row(
            List.of(
                name,
                (long) sorted.length,
                figures.text(spread.get(0)),
                figures.text(spread.get(1)),
                figures.text(spread.get(2)),
                figures.text(spread.get(3)),
                figures.text(spread.get(4)),
                comparison.best(name).stream().sorted().findFirst().orElse("")));
      }
    }
    metrics.end(false, "");
    remarks(output, comparison);
  }

  private static String examples(String name, Collection<Object> values) {
    return String.join(
        ", ", values.stream().distinct().limit(4).map(value -> Cell.shown(name, value)).toList());
  }

  /**
   * The same for programs: a row is something that differs, or a metric; a column a run, then the
   * spread, which only metrics have.
   */
  static Result rows(Comparison comparison) {
    List<Column> columns = new ArrayList<>(List.of(new Column("name", ColumnType.TEXT)));
    comparison.runs().forEach(run -> columns.add(new Column(run, ColumnType.TEXT)));
    columns.add(new Column("spread", ColumnType.DOUBLE));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    comparison.differs().forEach((name, values) -> rows.add(row(comparison, name, values, null)));
    comparison
        .metrics()
        .forEach(
            (name, values) ->
                rows.add(row(comparison, name, values, comparison.spread(name).orElse(null))));
    return new Result(comparison.snapshot(), columns, rows, false, Optional.empty());
  }

  private static List<@Nullable Object> row(
      Comparison comparison, String name, Map<String, Object> values, @Nullable Double spread) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(name);
    comparison.runs().forEach(run -> row.add(values.get(run)));
    row.add(spread);
    return row;
  }

  private static void remarks(CommandOutput output, Comparison comparison) {
    output.remark(
        String.format(
            Locale.ROOT,
            "%d differ, %d are the same · * best, where one is better than the others"
                + " (NaN and infinities are left aside)",
            comparison.differs().size(),
            comparison.same()));
  }
}
