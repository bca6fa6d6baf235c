package tools.peak.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.query.Result;

/** Finds the run that somebody means: by its id, or by the beginning of one. */
public final class RunNames {
  private static final int SHOWN = 5;

  private RunNames() {}

  /** The run's id. */
  public static String resolve(Lake lake, String name, AsOf asOf) {
    if (lake.runs().where("run_id = " + text(name)).asOf(asOf).count() > 0) {
      return name;
    }
    String pattern = name.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    Result like =
        lake.runs()
            .where("run_id like " + text(pattern) + " escape '!'")
            .columns("run_id")
            .asOf(asOf)
            .limit(SHOWN)
            .fetch();
    List<String> ids = like.rows().stream().map(row -> String.valueOf(row.getFirst())).toList();
    if (ids.isEmpty()) {
      throw CommandFailed.failed("no run " + name + " in the lake (peak query lists them)");
    }
    if (ids.size() > 1) {
      throw CommandFailed.failed(
          "several runs begin with %s: %s%s"
              .formatted(name, String.join(", ", ids), like.truncated() ? ", …" : ""));
    }
    return ids.getFirst();
  }

  /** A text as the filter language writes it: the language's reader makes a bound value of it. */
  public static String text(@Nullable String value) {
    return value == null ? "null" : "'" + value.replace("'", "''") + "'";
  }
}
