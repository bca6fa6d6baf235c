package tools.peak.cli.command;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.query.TableQuery;

/** The runs that a deed is about: named, or by a filter. */
public final class ChosenRuns {
  @Parameters(paramLabel = "RUN", arity = "0..*", description = RunNames.ACCEPTED)
  List<String> names = List.of();

  @Option(
      names = "--where",
      paramLabel = "FILTER",
      description = "All runs that fulfil it, such as \"strategy = 'macd' and sharpe < 0\".")
  @Nullable String where;

  /** Their ids, at the newest version. */
  public List<String> ids(Lake lake) {
    return ids(lake, AsOf.latest());
  }

  /**
   * Their ids: named ones in the order of the names, each once; a filter's by run_id.
   *
   * @throws CommandFailed where none is chosen, or a name is no run's
   */
  public List<String> ids(Lake lake, AsOf asOf) {
    String filter = where;
    if (names.isEmpty() == (filter == null)) {
      throw CommandFailed.wrongUsage("name runs, or choose them by --where");
    }
    if (filter == null) {
      return named(lake, asOf);
    }
    List<String> ids = matching(lake, filter, asOf);
    if (ids.isEmpty()) {
      throw CommandFailed.failed("no run of the lake fulfils: " + filter);
    }
    return ids;
  }

  /** The same for a deed that takes them away: a filter names no strategy by an alias. */
  public List<String> idsToDelete(Lake lake) {
    String filter = where;
    if (names.isEmpty() && filter != null) {
      var _ = lake.runs().byCurrentNames().where(filter).limit(1).columns("run_id").fetch();
    }
    return ids(lake);
  }

  /** Whether any are named or chosen. */
  public boolean isGiven() {
    return !names.isEmpty() || where != null;
  }

  /**
   * The question for them, of any number.
   *
   * @throws CommandFailed as {@link #ids(Lake, AsOf)}
   */
  public TableQuery question(Lake lake, AsOf asOf) {
    String filter = where;
    return filter != null && names.isEmpty()
        ? lake.runs().where(filter).asOf(asOf)
        : lake.runs().ofRuns(ids(lake, asOf)).asOf(asOf);
  }

  /**
   * Their ids, of which a filter may find none; empty where neither names nor a filter are given,
   * which then means all.
   */
  public Optional<List<String>> idsIfChosen(Lake lake, AsOf asOf) {
    String filter = where;
    if (names.isEmpty()) {
      return Optional.ofNullable(filter).map(given -> matching(lake, given, asOf));
    }
    return Optional.of(ids(lake, asOf));
  }

  /** Names that are whole ids are looked up all at once. */
  private List<String> named(Lake lake, AsOf asOf) {
    Set<String> whole =
        names.size() < 2
            ? Set.of()
            : new HashSet<>(
                matching(
                    lake,
                    names.stream()
                        .map(RunNames::text)
                        .collect(Collectors.joining(", ", "run_id in (", ")")),
                    asOf));
    return names.stream()
        .map(name -> whole.contains(name) ? name : RunNames.resolve(lake, name, asOf))
        .distinct()
        .toList();
  }

  private static List<String> matching(Lake lake, String filter, AsOf asOf) {
    return lake.runs().where(filter).columns("run_id").asOf(asOf).fetch().rows().stream()
        .map(row -> String.valueOf(row.getFirst()))
        .toList();
  }
}
