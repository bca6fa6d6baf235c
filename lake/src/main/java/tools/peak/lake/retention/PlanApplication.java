package tools.peak.lake.retention;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.peak.evidence.Notice;
import tools.peak.lake.catalog.CatalogTransaction;
import tools.peak.lake.catalog.Deed;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.NewFile;
import tools.peak.lake.table.TableSnapshot;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.write.BatchWriter;
import tools.peak.lake.write.RowRemoval;

/** Does what a plan says, within one transaction. */
record PlanApplication(TableStore tables, BatchWriter writer) {

  void apply(RetentionPlan plan, CatalogTransaction change, List<NewFile> written) {
    Collection<RunIndex.Entry> purged = entries(plan, PlannedRun.Action.PURGE, change);
    Collection<RunIndex.Entry> stripped = entries(plan, PlannedRun.Action.STRIP, change);
    List<RunIndex.Entry> both = new ArrayList<>(purged);
    both.addAll(stripped);
    TableSnapshot runs = tables.snapshot(change.pointer(LakeTable.RUNS));
    RowRemoval ofBoth = new RowRemoval(tables, writer, both);
    for (LakeTable table : LakeTable.values()) {
      if (table.isPartitioned() && table != LakeTable.RUNS) {
        ofBoth.from(table, change, runs, written);
      }
    }
    new RowRemoval(tables, writer, purged).from(LakeTable.RUNS, change, runs, written);

    Set<String> gone = purged.stream().map(RunIndex.Entry::runId).collect(Collectors.toSet());
    change.runs().purge(purged, change.now());
    change.runs().strip(stripped.stream().map(RunIndex.Entry::runId).toList());
    change.tags().clear(gone);
    Map<String, List<Notice>> none = new HashMap<>();
    gone.forEach(runId -> none.put(runId, List.of()));
    change.notices().put(none);
    change.plans().apply(plan.id());
    audit(change.deed(), plan, gone, stripped);
  }

  private static void audit(
      Deed deed, RetentionPlan plan, Set<String> gone, Collection<RunIndex.Entry> stripped) {
    var _ =
        deed.word("plan", plan.id())
            .runs("removed", gone)
            .runs("stripped", stripped.stream().map(RunIndex.Entry::runId).toList());
    plan.taken().stream()
        .filter(run -> run.rule().equals(PlanDocument.DELETE))
        .findFirst()
        .ifPresent(run -> deed.text("reason", run.reason()));
  }

  private static Collection<RunIndex.Entry> entries(
      RetentionPlan plan, PlannedRun.Action action, CatalogTransaction change) {
    return change
        .runs()
        .find(
            plan.runs().stream()
                .filter(run -> run.action() == action)
                .map(PlannedRun::runId)
                .toList())
        .values();
  }
}
