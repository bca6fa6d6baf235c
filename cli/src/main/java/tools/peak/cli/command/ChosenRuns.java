package tools.peak.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;

/** The runs that a deed is about: named, or by a filter. */
public final class ChosenRuns {
  @Parameters(paramLabel = "RUN", arity = "0..*", description = RunNames.ACCEPTED)
  List<String> names = List.of();

  @Option(
      names = "--where",
      paramLabel = "FILTER",
      description = "All runs that fulfil it, such as \"strategy = 'macd' and sharpe < 0\".")
  @Nullable String where;

  /** Their ids. */
  public List<String> ids(Lake lake) {
    String filter = where;
    if (names.isEmpty() == (filter == null)) {
      throw CommandFailed.wrongUsage("name runs, or choose them by --where");
    }
    List<String> ids = ids(lake, filter);
    if (ids.isEmpty()) {
      throw CommandFailed.failed("no run of the lake fulfils: " + filter);
    }
    return ids;
  }

  private List<String> ids(Lake lake, @Nullable String filter) {
    return filter == null
        ? names.stream().map(name -> RunNames.resolve(lake, name, AsOf.latest())).toList()
        : lake.runs().where(filter).columns("run_id").fetch().rows().stream()
            .map(row -> String.valueOf(row.getFirst()))
            .toList();
  }
}
