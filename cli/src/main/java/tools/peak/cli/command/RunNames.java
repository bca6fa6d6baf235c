package tools.peak.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.query.NamedRuns;

/** Finds the run that somebody means: by its id, by the beginning or end of one, or the newest. */
public final class RunNames {
  /** Says of a parameter what {@link #resolve} takes. */
  public static final String ACCEPTED =
      "A run_id, its beginning or end where no other run has it, or 'latest'.";

  private static final int SHOWN = 5;

  private RunNames() {}

  /**
   * The run's id.
   *
   * @throws CommandFailed where no run, or more than one, has such a name
   */
  public static String resolve(Lake lake, String name, AsOf asOf) {
    if (name.isBlank()) {
      throw CommandFailed.wrongUsage("an empty name is no run's (peak query lists them)");
    }
    List<String> ids = NamedRuns.of(lake.runs().asOf(asOf), name, SHOWN + 1);
    return switch (ids.size()) {
      case 0 ->
          throw CommandFailed.failed(
              name.equals(NamedRuns.LATEST)
                  ? "no run in the lake, so none is the latest"
                  : "no run " + name + " in the lake (peak query lists them)");
      case 1 -> ids.getFirst();
      default ->
          throw CommandFailed.failed(
              "several runs begin or end with %s: %s%s"
                  .formatted(
                      name,
                      String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size()))),
                      ids.size() > SHOWN ? ", …" : ""));
    };
  }

  /** A text as the filter language writes it: the language's reader makes a bound value of it. */
  public static String text(@Nullable String value) {
    return value == null ? "null" : "'" + value.replace("'", "''") + "'";
  }
}
