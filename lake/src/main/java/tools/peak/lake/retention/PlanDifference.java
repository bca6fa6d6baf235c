package tools.peak.lake.retention;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What two plans of the same rules take differently. */
record PlanDifference(Map<String, PlannedRun.Action> before, Map<String, PlannedRun.Action> after) {

  static PlanDifference between(List<PlannedRun> before, List<PlannedRun> after) {
    return new PlanDifference(actions(before), actions(after));
  }

  boolean isNone() {
    return before.equals(after);
  }

  private static Map<String, PlannedRun.Action> actions(List<PlannedRun> runs) {
    Map<String, PlannedRun.Action> actions = new HashMap<>();
    runs.stream()
        .filter(PlannedRun::isTaken)
        .forEach(run -> actions.put(run.runId(), run.action()));
    return actions;
  }

  String words() {
    List<String> more = missing(after, before);
    List<String> fewer = missing(before, after);
    List<String> parts = new ArrayList<>();
    if (!more.isEmpty()) {
      parts.add("%s more would go now, such as %s".formatted(more.size(), more.getFirst()));
    }
    if (!fewer.isEmpty()) {
      parts.add("%s would no longer go, such as %s".formatted(fewer.size(), fewer.getFirst()));
    }
    return parts.isEmpty() ? "more or less of some runs would be kept" : String.join(", ", parts);
  }

  private static List<String> missing(
      Map<String, PlannedRun.Action> these, Map<String, PlannedRun.Action> others) {
    return these.keySet().stream().filter(id -> !others.containsKey(id)).sorted().toList();
  }
}
