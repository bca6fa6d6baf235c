package tools.peak.lake.retention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.AsOf;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.query.Rows;
import tools.peak.lake.query.TableQuery;
import tools.peak.lake.query.plan.View;

/** Plans to delete runs that somebody chose. */
final class DeletionPlanner {
  private DeletionPlanner() {}

  /**
   * The plan of a version.
   *
   * @param held the runs that stay all the same
   * @throws LakeException if no run was chosen
   */
  static List<PlannedRun> plan(TableQuery chosen, View view, Set<String> held, String reason) {
    PartitionBytes bytes = new PartitionBytes(view);
    List<PlannedRun> runs = new ArrayList<>();
    try (Rows rows =
        chosen
            .byCurrentNames()
            .asOf(AsOf.version(view.version()))
            .columns("run_id", "stage", "timestamp")
            .stream()) {
      for (List<@Nullable Object> row : rows) {
        String runId = String.valueOf(row.getFirst());
        Instant timestamp = row.get(2) instanceof Instant time ? time : null;
        boolean isHeld = held.contains(runId);
        runs.add(
            new PlannedRun(
                runId,
                PlanDocument.DELETE,
                isHeld ? PlannedRun.Action.KEEP : PlannedRun.Action.PURGE,
                isHeld ? "held" : reason,
                isHeld ? 0 : bytes.of((String) row.get(1), timestamp, false),
                timestamp));
      }
    }
    if (runs.isEmpty()) {
      throw new LakeException(Code.NO_RUN, "no such run in the lake: nothing to delete");
    }
    return runs;
  }
}
