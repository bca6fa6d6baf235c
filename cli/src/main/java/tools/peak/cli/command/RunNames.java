package tools.peak.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.query.Result;

/** Finds the run that somebody means: by its id, by the beginning or end of one, or the newest. */
public final class RunNames {
  /** Says of a parameter what {@link #resolve} takes. */
  public static final String ACCEPTED =
      "A run_id, its beginning or end where no other run has it, or 'latest'.";

  private static final String LATEST = "latest";
  private static final int SHOWN = 5;

  private RunNames() {}

  /**
   * The run's id.
   *
   * @throws CommandFailed where no run, or more than one, has such a name
   */
  public static String resolve(Lake lake, String name, AsOf asOf) {
    if (lake.runs().where("run_id = " + text(name)).asOf(asOf).count() > 0) {
      return name;
    }
    return name.equals(LATEST) ? newest(lake, asOf) : alike(lake, name, asOf);
  }

  private static String newest(Lake lake, AsOf asOf) {
    Result run =
        lake.runs()
            .where("run_id is not null")
            .columns("run_id")
            .orderBy("timestamp desc, run_id")
            .asOf(asOf)
            .limit(1)
            .fetch();
    return run.rows().stream()
        .map(row -> String.valueOf(row.getFirst()))
        .findFirst()
        .orElseThrow(() -> CommandFailed.failed("no run in the lake, so none is the latest"));
  }

  private static String alike(Lake lake, String name, AsOf asOf) {
    if (name.isBlank()) {
      throw CommandFailed.wrongUsage("an empty name is no run's (peak query lists them)");
    }
    String part = name.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    Result like =
        lake.runs()
            .where(
                "run_id like %s escape '!' or run_id like %s escape '!'"
                    .formatted(text(part + "%"), text("%" + part)))
            .columns("run_id")
            .orderBy("run_id")
            .asOf(asOf)
            .limit(SHOWN)
            .fetch();
    List<String> ids = like.rows().stream().map(row -> String.valueOf(row.getFirst())).toList();
    if (ids.isEmpty()) {
      throw CommandFailed.failed("no run " + name + " in the lake (peak query lists them)");
    }
    if (ids.size() > 1) {
      throw CommandFailed.failed(
          "several runs begin or end with %s: %s%s"
              .formatted(name, String.join(", ", ids), like.truncated() ? ", …" : ""));
    }
    return ids.getFirst();
  }

  /** A text as the filter language writes it: the language's reader makes a bound value of it. */
  public static String text(@Nullable String value) {
    return value == null ? "null" : "'" + value.replace("'", "''") + "'";
  }
}
