package tools.peak.lake.retention;

import java.util.Collection;
import java.util.stream.Collectors;

/** Runs by their ids, as a filter. */
final class RunIds {
  private RunIds() {}

  static String filter(Collection<String> runIds) {
    return runIds.stream()
        .map(runId -> "'" + runId.replace("'", "''") + "'")
        .collect(Collectors.joining(", ", "run_id in (", ")"));
  }
}
