package tools.peak.cli.command.ask;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.AsOfOption;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.Lakes;
import tools.peak.cli.command.load.Quantities;
import tools.peak.cli.output.Visible;
import tools.peak.lake.Lake;
import tools.peak.lake.query.SqlQuery;

@CommandLine.Command(
    name = "sql",
    description = {
      "Reads with SQL: one SELECT, FROM, WITH, VALUES or PIVOT, or DESCRIBE, SUMMARIZE, EXPLAIN of",
      "one, or SHOW TABLES.",
      "Tables: runs, stats, params, trades, equity, artifacts, spans, strategies, tags, holds,",
      "notices, rejects, ingests, audit, audit_names, strategy_aliases.",
      "The dialect is DuckDB's, and here NaN is its: the greatest number, equal to itself, so the",
      "first of an ORDER BY … DESC. (In peak query a comparison with NaN is unknown, like NULL.)",
      "At a terminal it shows 1,000 rows; with --json or --format all of them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak sql \"SELECT strategy, count(*) AS runs, median(sharpe) AS sharpe FROM runs",
      "            WHERE isfinite(sharpe) GROUP BY ALL ORDER BY runs DESC\"",
      "  peak sql \"SELECT exit_reason, sum(pnl) FROM trades GROUP BY ALL ORDER BY 2\"",
      "  peak sql \"DESCRIBE runs\"",
      "  peak sql \"PIVOT (SELECT params['fast'].number AS fast, params['slow'].number AS slow,"
          + " sharpe",
      "            FROM runs) ON slow USING avg(sharpe) GROUP BY fast ORDER BY fast\"       a heat"
          + " map",
      "  peak sql monthly.sql --format csv > monthly.csv",
      "  peak sql \"FROM stats WHERE metric = 'sharpe'\" --format parquet > sharpe.parquet"
    })
public final class SqlCommand implements Command {
  private static final long GLANCE = 1_000;

  @Parameters(
      paramLabel = "STATEMENT|FILE|-",
      description = "One statement that reads, the file that holds it, or - for standard input.")
  String statement = "";

  @Option(names = "--limit", paramLabel = "N", description = "At most so many rows.")
  @Nullable Long limit;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Quantities.OfTime.class,
      description = "How long it may take (default: 60s).")
  Duration timeout = SqlQuery.TIMEOUT;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = Quantities.OfBytes.class,
      description = "How much memory it may take (default: 1GB).")
  long memory = SqlQuery.MEMORY_BYTES;

  @Mixin AsOfOption asOf = new AsOfOption();

  @Mixin FormatOption formatting = new FormatOption();

  @Override
  public int run(Invocation invocation) throws IOException {
    FormatOption.Kind kind = formatting.kind(invocation);
    try (Lakes.Opened opened = invocation.open()) {
      Lake lake = opened.lake();
      String written = text();
      tellOfAliases(invocation, lake, written);
      SqlQuery query = lake.sql(written).asOf(asOf.time()).timeout(timeout).memory(memory);
      if (limit != null) {
        query = query.limit(limit);
      } else if (formatting.isGlance(invocation)) {
        query = query.limit(GLANCE);
      }
      formatting.answer(invocation, kind, query::stream, query::writeParquet);
    }
    return Exit.DONE;
  }

  /** SQL compares with what it is given: a name that was a strategy's once finds nothing. */
  private void tellOfAliases(Invocation invocation, Lake lake, String written) {
    for (List<@Nullable Object> row : lake.strategyAliases(asOf.time()).rows()) {
      if (written.contains("'" + String.valueOf(row.getFirst()).replace("'", "''") + "'")) {
        invocation
            .output()
            .notice(
                Visible.line(
                    "'%s' is an alias of '%s': the column strategy has the current name, recorded_strategy the one that was loaded"
                        .formatted(row.get(0), row.get(1))));
      }
    }
  }

  /** A statement has blanks in it, the path of a file that is there hardly ever. */
  private String text() throws IOException {
    if (statement.equals("-")) {
      return new String(System.in.readAllBytes(), UTF_8);
    }
    boolean isWord = !statement.isBlank() && statement.chars().noneMatch(Character::isWhitespace);
    try {
      return isWord && Files.isRegularFile(Path.of(statement))
          ? Files.readString(Path.of(statement))
          : statement;
    } catch (InvalidPathException e) {
      return statement;
    } catch (MalformedInputException e) {
      throw CommandFailed.failed(statement + " is no text in UTF-8");
    }
  }
}
