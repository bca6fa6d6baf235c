package tools.peak.lake.retention;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.peak.lake.catalog.CatalogTransaction;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.NewFile;

/** Brings back what a plan took, from the version before it, within one transaction. */
final class PlanUndo {
  private final String plan;
  private final EarlierRuns earlier;
  private final List<RunIndex.Entry> purged;
  private final List<RunIndex.Entry> stripped;

  /**
   * @param earlier runs as they were before the plan was applied
   */
  PlanUndo(RetentionPlan plan, EarlierRuns earlier) {
    this.plan = plan.id();
    this.earlier = earlier;
    this.purged = entries(plan, PlannedRun.Action.PURGE, earlier);
    this.stripped = entries(plan, PlannedRun.Action.STRIP, earlier);
  }

  private static List<RunIndex.Entry> entries(
      RetentionPlan plan, PlannedRun.Action action, EarlierRuns earlier) {
    return earlier.byId(
        plan.runs().stream().filter(run -> run.action() == action).map(PlannedRun::runId).toList());
  }

  /**
   * Brings back what is not back already.
   *
   * @return how many runs
   */
  long restore(CatalogTransaction change, List<NewFile> written) {
    Set<String> there = change.runs().find(EarlierRuns.ids(purged)).keySet();
    List<RunIndex.Entry> back =
        purged.stream().filter(run -> !there.contains(run.runId())).toList();
    Set<String> bare = change.runs().stripped();
    var now = change.runs().find(EarlierRuns.ids(stripped));
    List<RunIndex.Entry> filled =
        stripped.stream()
            .filter(run -> bare.contains(run.runId()))
            .filter(
                run ->
                    now.containsKey(run.runId())
                        && now.get(run.runId()).digest().equals(run.digest()))
            .toList();
    List<RunIndex.Entry> both = new ArrayList<>(back);
    both.addAll(filled);
    for (LakeTable table : LakeTable.values()) {
      if (table.isPartitioned()) {
        earlier.copy(table, table == LakeTable.RUNS ? back : both, change, written);
      }
    }
    Set<String> ids = EarlierRuns.ids(back);
    Set<String> filledIds = EarlierRuns.ids(filled);
    change.runs().put(back);
    change.runs().restore(back);
    change.runs().fill(filledIds);
    change.tags().restore(ids, earlier.version().number());
    change.notices().restore(ids, earlier.version().number());
    var _ =
        change
            .deed()
            .word("plan", plan)
            .namedElsewhere("restored", ids)
            .namedElsewhere("filled", filledIds);
    return back.size() + (long) filled.size();
  }
}
