package tools.peak.cli.command.ask;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.peak.cli.command.AsOfOption;
import tools.peak.cli.command.ChosenRuns;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.TableQuery;
import tools.peak.lake.schema.Column;

/** Rows of one of the lake's tables that belong to chosen runs. */
final class ChosenRows {
  private static final long GLANCE = 20;

  @Mixin ChosenRuns runs = new ChosenRuns();

  @Option(
      names = "--rows",
      paramLabel = "FILTER",
      description = "Only rows that fulfil it, whereas --where chooses runs.")
  @Nullable String rows;

  @Option(
      names = "--order-by",
      paramLabel = "KEYS",
      description = "Such as \"pnl desc\" (default: the run_id, then as the run wrote them).")
  @Nullable String orderBy;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many rows.")
  @Nullable Long limit;

  @Option(
      names = "--columns",
      paramLabel = "NAMES",
      description = "Names or expressions, '*' for all.")
  @Nullable String columns;

  @Mixin AsOfOption asOf = new AsOfOption();

  @Mixin FormatOption formatting = new FormatOption();

  /**
   * Writes them.
   *
   * @param table the question for all rows of the table
   * @param telling what a glance shows
   */
  void answer(Invocation invocation, Lake lake, TableQuery table, List<String> telling)
      throws IOException {
    FormatOption.Kind kind = formatting.kind(invocation);
    AsOf time = asOf.time();
    TableQuery query = table.asOf(time);
    var chosen = runs.idsIfChosen(lake, time);
    if (chosen.isPresent()) {
      query = query.ofRuns(chosen.get());
    }
    if (rows != null) {
      query = query.where(rows);
    }
    if (orderBy != null) {
      query = query.orderBy(orderBy);
    }
    if (columns != null) {
      query = query.columns(columns);
    } else if (kind == FormatOption.Kind.TABLE || kind == FormatOption.Kind.MARKDOWN) {
      Set<String> all = query.columns().stream().map(Column::name).collect(Collectors.toSet());
      query = query.columns(telling.stream().filter(all::contains).toList());
    }
    if (limit != null) {
      query = query.limit(limit);
    } else if (formatting.isGlance(invocation)) {
      query = query.limit(GLANCE);
    }
    formatting.answer(invocation, kind, query::stream, query::writeParquet);
  }

  /** Computes what chosen runs' rows say together. */
  @FunctionalInterface
  interface Together {
    Result of(Lake lake, AsOf version, List<String> runIds);
  }

  /** Writes what all rows of chosen runs say together: no row, order or column is chosen then. */
  void answer(Invocation invocation, Lake lake, Together together) {
    if (rows != null || orderBy != null || limit != null || columns != null) {
      throw CommandFailed.wrongUsage(
          "--rows, --order-by, --limit and --columns are for rows: here they stand together");
    }
    AsOf version = AsOfOption.pinned(lake, asOf.time());
    formatting.print(invocation, together.of(lake, version, runs.ids(lake, version)));
  }
}
