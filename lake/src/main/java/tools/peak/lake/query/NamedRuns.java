package tools.peak.lake.query;

import java.util.List;

/** The runs that somebody may mean: by an id, the beginning or end of one, or as the newest. */
public final class NamedRuns {
  /** The name of the newest run. */
  public static final String LATEST = "latest";

  private NamedRuns() {}

  /**
   * Their ids: the one whose id it is, else those that begin or end so, in order.
   *
   * @param runs all runs, at the version that is meant
   * @param most so many ids at most
   * @return none where no run has such a name
   */
  public static List<String> of(TableQuery runs, String name, int most) {
    if (runs.where("run_id = ?", name).count() > 0) {
      return List.of(name);
    }
    if (name.equals(LATEST)) {
      return ids(runs.where("run_id is not null").orderBy("timestamp desc, run_id"), 1);
    }
    String part = name.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    return name.isBlank()
        ? List.of()
        : ids(
            runs.where(
                    "run_id like ? escape '!' or run_id like ? escape '!'", part + "%", "%" + part)
                .orderBy("run_id"),
            most);
  }

  private static List<String> ids(TableQuery runs, int most) {
    return runs.columns("run_id").limit(most).fetch().rows().stream()
        .map(row -> String.valueOf(row.getFirst()))
        .toList();
  }
}
