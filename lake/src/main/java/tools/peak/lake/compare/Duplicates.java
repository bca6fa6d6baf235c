package tools.peak.lake.compare;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.Rows;
import tools.peak.lake.query.TableQuery;

/**
 * Runs that were made more than once: of equal configuration ({@code config_sha256}), data ({@code
 * data_sha256}) and code ({@code git_sha}, {@code source_tool}, {@code source_version}, where NULL
 * equals NULL). Of a run without digests, or of code with changes that no commit has ({@code
 * git_dirty}), nobody can say.
 */
public final class Duplicates {
  private static final String COMPARABLE =
      "config_sha256 is not null and data_sha256 is not null and (git_dirty is null or git_dirty ="
          + " false)";

  private static final String[] KEYS = {
    "config_sha256", "data_sha256", "git_sha", "source_tool", "source_version"
  };

  /** By what runs of one group stand together, the earliest first. */
  public static final String ORDER = String.join(", ", KEYS) + ", timestamp, run_id";

  private Duplicates() {}

  /**
   * The ids of all runs that have an equal.
   *
   * @param runs the question for the runs to be compared, without an order
   */
  public static List<String> of(TableQuery runs) {
    List<String> columns = new ArrayList<>(List.of(KEYS));
    columns.add("run_id");
    List<String> found = new ArrayList<>();
    List<@Nullable Object> group = List.of();
    String waiting = null;
    try (Rows rows =
        runs.where(COMPARABLE).orderBy(ORDER).columns(columns.toArray(String[]::new)).stream()) {
      for (List<@Nullable Object> row : rows) {
        List<@Nullable Object> key = row.subList(0, KEYS.length);
        String runId = String.valueOf(row.get(KEYS.length));
        if (!key.equals(group)) {
          group = new ArrayList<>(key);
          waiting = runId;
          continue;
        }
        if (waiting != null) {
          found.add(waiting);
          waiting = null;
        }
        found.add(runId);
      }
    }
    return found;
  }
}
