package tools.peak.cli.command.annotate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.RunNames;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;

/** The runs that a deed is about, when they are not named one by one. */
final class ListedRuns {
  @Option(
      names = "--where",
      paramLabel = "FILTER",
      description = "All runs that fulfil it, such as \"strategy = 'macd' and sharpe > 2\".")
  @Nullable String where;

  @Option(
      names = "--from",
      paramLabel = "FILE|-",
      description = "The runs that a file names, a run_id a line; - reads standard input.")
  @Nullable String from;

  /** Their ids; empty if neither option is given. */
  Optional<List<String>> ids(Lake lake) throws IOException {
    if (where != null && from != null) {
      throw CommandFailed.wrongUsage("choose runs by --where or by --from, not both");
    }
    if (where != null) {
      return Optional.of(
          some(
              lake.runs().where(where).columns("run_id").fetch().rows().stream()
                  .map(row -> String.valueOf(row.getFirst()))
                  .toList(),
              where));
    }
    return from == null ? Optional.empty() : Optional.of(some(read(from), from));
  }

  private static List<String> some(List<String> ids, String chosenBy) {
    if (ids.isEmpty()) {
      throw CommandFailed.failed("no run is chosen by " + chosenBy);
    }
    return ids;
  }

  private static List<String> read(String from) throws IOException {
    String text =
        from.equals("-")
            ? new String(System.in.readAllBytes(), UTF_8)
            : Files.readString(Path.of(from));
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** Those, or the one that the first word names. */
  List<String> idsOr(Lake lake, Optional<String> name) throws IOException {
    Optional<List<String>> chosen = ids(lake);
    if (chosen.isPresent()) {
      return chosen.get();
    }
    return name.stream()
        .flatMap(word -> Stream.of(RunNames.resolve(lake, word, AsOf.latest())))
        .toList();
  }

  boolean areGiven() {
    return where != null || from != null;
  }
}
