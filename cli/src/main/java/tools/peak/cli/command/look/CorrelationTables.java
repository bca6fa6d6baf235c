package tools.peak.cli.command.look;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.chart.CellChart;
import tools.peak.cli.chart.CurveCharts;
import tools.peak.cli.chart.Picture;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Cell;
import tools.peak.cli.output.CommandOutput;
import tools.peak.cli.output.Format;
import tools.peak.cli.output.RowWriter;
import tools.peak.cli.output.Visible;
import tools.peak.lake.curve.Correlations;
import tools.peak.lake.query.Result;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

/** Correlations: a matrix for eyes where it has room, else pairs. */
final class CorrelationTables {
  private CorrelationTables() {}

  static void print(
      Invocation invocation, FormatOption formatting, String snapshot, Correlations all) {
    if (formatting.isGlance(invocation) && all.runs().size() <= CurveCharts.SEVERAL) {
      matrix(invocation.output(), snapshot, all);
    } else {
      formatting.print(invocation, pairs(snapshot, all));
    }
  }

  private static void matrix(CommandOutput output, String snapshot, Correlations all) {
    List<String> columns = new ArrayList<>(List.of(""));
    for (int i = 0; i < all.runs().size(); i++) {
      columns.add(CurveCharts.letter(i));
      output.line(
          output.style().bold(CurveCharts.letter(i)) + "  " + Visible.line(all.runs().get(i)));
    }
    output.line("");
    RowWriter table = Format.TABLE.open(output, snapshot, columns);
    for (int i = 0; i < all.runs().size(); i++) {
      List<@Nullable Object> row = new ArrayList<>(List.of(CurveCharts.letter(i)));
      for (int j = 0; j < all.runs().size(); j++) {
        row.add(all.of(i, j));
      }
      table.row(row);
    }
    table.end(false, "");
  }

  private static Result pairs(String snapshot, Correlations all) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    all.pairs()
        .forEach(
            pair ->
                rows.add(List.of(pair.a(), pair.b(), pair.correlation(), (long) pair.common())));
    return new Result(
        snapshot,
        List.of(
            new Column("run_a", ColumnType.TEXT),
            new Column("run_b", ColumnType.TEXT),
            new Column("correlation", ColumnType.DOUBLE),
            new Column("returns", ColumnType.LONG)),
        rows,
        false,
        Optional.empty());
  }

  static void leastCorrelated(
      Invocation invocation,
      FormatOption formatting,
      String snapshot,
      Correlations all,
      int count) {
    if (count < 2 || count > all.runs().size()) {
      throw CommandFailed.wrongUsage(
          "--least-correlated wants 2 to %s, as many as there are curves"
              .formatted(all.runs().size()));
    }
    Correlations.Subset subset = all.leastCorrelated(count);
    if (subset.runs().isEmpty()) {
      throw CommandFailed.failed(
          "no %s runs that have enough times in common pair by pair".formatted(count));
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    subset.runs().forEach(run -> rows.add(List.of(run)));
    formatting.print(
        invocation,
        new Result(
            snapshot,
            List.of(new Column("run_id", ColumnType.TEXT)),
            rows,
            false,
            Optional.empty()));
    invocation
        .output()
        .notice(
            "mean correlation %s%s"
                .formatted(
                    Cell.shown(subset.mean()),
                    subset.isLeast()
                        ? ": no other choice has a lower one"
                        : ", found by exchange: another choice may be lower"));
  }

  /** The matrix as a field of cells: from −1, the faintest, to 1. */
  static Picture picture(Correlations all) {
    return CellChart.of(
        new CellChart.Field(
            "Correlation of returns", "run", "run", all.runs(), all.runs(), Map.of()),
        all::of,
        -1,
        1);
  }
}
