package tools.peak.cli.command.ask;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.peak.cli.command.AsOfOption;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.Lakes;
import tools.peak.cli.output.View;
import tools.peak.lake.Lake;
import tools.peak.lake.compare.Duplicates;
import tools.peak.lake.query.TableQuery;
import tools.peak.lake.schema.Column;

@CommandLine.Command(
    name = "query",
    description = {
      "Finds runs. At a terminal it shows 20 of them and the telling columns;",
      "with --json or --format all of them and all attributes and metrics."
    },
    footerHeading = "%nThe language of --where: docs/reference/filters.md%n%nExamples:%n",
    footer = {
      "  peak query --order-by \"sharpe desc\" --limit 10",
      "  peak query --where \"sharpe > 2 and symbol ilike 'BTC/%%' and start_date >= '2024-Q4'\"",
      "  peak query --where \"params.fast between 5 and 20\" --columns run_id,params.fast,sharpe",
      "  peak query --where \"strategy = 'macd'\" --count",
      "  peak query --duplicates --columns run_id,timestamp,config_sha256",
      "  peak query --as-of 2026-03-01 --format csv > runs.csv",
      "  peak --json query --limit 5 | jq '.rows[].run_id'"
    })
public final class QueryCommand implements Command {
  private static final long GLANCE = 20;

  private static final String NEWEST_FIRST = "timestamp desc, run_id";

  /** What a glance shows however narrow the terminal is. */
  private static final List<String> RESULT = List.of("sharpe", "total_return");

  /** What a glance shows, as far as the lake has it. */
  private static final List<String> TELLING =
      List.of(
          "run_id",
          "strategy",
          "symbol",
          "start_date",
          "sharpe",
          "total_return",
          "max_drawdown",
          "total_trades");

  @Option(names = "--where", paramLabel = "FILTER", description = "Only runs that fulfil it.")
  List<String> where = new ArrayList<>();

  @Option(
      names = "--order-by",
      paramLabel = "KEYS",
      description = {
        "The order, such as \"sharpe desc, run_id\" (default: the newest first, \"timestamp desc,"
            + " run_id\").",
        "NULL and NaN come last in any order."
      })
  @Nullable String orderBy;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many rows.")
  @Nullable Long limit;

  @Option(
      names = "--after",
      paramLabel = "KEY",
      description = {
        "The page behind the one that ended with KEY (\"next\" in JSON), under the same",
        "--order-by. Runs that were added meanwhile shift nothing."
      })
  @Nullable String after;

  @Option(
      names = "--columns",
      paramLabel = "NAMES",
      description =
          "Which columns, such as run_id,sharpe,params.fast,tags.owner. params.*, metrics.*, tags.*"
              + " and meta.* are all that there are, '*' is all but meta.")
  @Nullable String columns;

  @Mixin AsOfOption asOf = new AsOfOption();

  @Option(names = "--count", description = "Only say how many runs there are.")
  boolean count;

  @Option(
      names = "--duplicates",
      description = {
        "Only runs of equal configuration, data and code (config_sha256, data_sha256, git_sha),",
        "those of one group together, the earliest first. Not those of uncommitted code."
      })
  boolean duplicates;

  @Mixin FormatOption formatting = new FormatOption();

  @Override
  public int run(Invocation invocation) throws IOException {
    FormatOption.Kind kind = formatting.kind(invocation);
    try (Lakes.Opened opened = invocation.open()) {
      Lake lake = opened.lake();
      TableQuery query = duplicates ? duplicates(lake) : question(lake);
      if (count) {
        long runs = query.count();
        if (invocation.json()) {
          new Counts().with("count", runs).print(invocation);
        } else {
          invocation.output().line(Long.toString(runs));
        }
        return Exit.DONE;
      }
      View view = FormatOption.TABLE.remedy("--columns, -x");
      if (columns != null) {
        query = query.columns(columns);
        view = view.keepingAll();
      } else if (kind == FormatOption.Kind.TABLE || kind == FormatOption.Kind.MARKDOWN) {
        query = query.columns(telling(query));
        view = view.keeping((orderBy == null ? RESULT : ordered())::contains).droppingEmpty();
      }
      if (limit != null) {
        query = query.limit(limit);
      } else if (formatting.isGlance(invocation)) {
        query = query.limit(GLANCE);
      }
      if (after != null) {
        query = query.after(after);
      }
      formatting.answer(
          invocation, kind, query::stream, query::writeParquet, FormatOption.Remarks.NONE, view);
    }
    return Exit.DONE;
  }

  private TableQuery question(Lake lake) {
    return filtered(lake).orderBy(orderBy == null ? NEWEST_FIRST : orderBy);
  }

  private TableQuery filtered(Lake lake) {
    TableQuery query = lake.runs();
    for (String condition : where) {
      query = query.where(condition);
    }
    return query.asOf(asOf.time());
  }

  /** The runs that have an equal. */
  private TableQuery duplicates(Lake lake) {
    List<String> ids = Duplicates.of(filtered(lake));
    TableQuery query = lake.runs().where(anyOf(ids)).asOf(asOf.time());
    return query.orderBy(orderBy == null ? Duplicates.ORDER : orderBy);
  }

  private static String anyOf(List<String> runIds) {
    return runIds.isEmpty()
        ? "run_id is null"
        : runIds.stream()
            .map(id -> "'" + id.replace("'", "''") + "'")
            .collect(Collectors.joining(", ", "run_id in (", ")"));
  }

  /** The telling columns that the lake has, and those that the order names. */
  private List<String> telling(TableQuery query) {
    Set<String> all = query.columns().stream().map(Column::name).collect(Collectors.toSet());
    return Stream.concat(TELLING.stream(), ordered().stream())
        .filter(all::contains)
        .distinct()
        .toList();
  }

  /** The columns that the order names. */
  private List<String> ordered() {
    return orderBy == null
        ? List.of()
        : Stream.of(orderBy.split(","))
            .map(key -> key.strip().replaceFirst("(?i)\\s+(asc|desc)$", ""))
            .distinct()
            .toList();
  }
}
