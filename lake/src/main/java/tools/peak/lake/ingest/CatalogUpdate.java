package tools.peak.lake.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.peak.evidence.Notice;
import tools.peak.lake.catalog.CatalogTransaction;
import tools.peak.lake.catalog.Rejects.Reject;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.write.StagedRun;

/** What the catalog remembers of a batch beside its files: index, notices, rejects. */
final class CatalogUpdate {
  private final CatalogTransaction change;
  private final MergePlan plan;

  CatalogUpdate(CatalogTransaction change, MergePlan plan) {
    this.change = change;
    this.plan = plan;
  }

  /** The index of what is written, the fingerprints of all that was read, no tags of no run. */
  void index(boolean restorePurged) {
    List<RunIndex.Entry> entries = new ArrayList<>();
    Map<String, String> telemetry = new HashMap<>();
    for (StagedRun run : plan.written()) {
      String digest = run.telemetryDigest();
      if (digest != null) {
        telemetry.put(run.runId(), digest);
      }
      entries.add(new RunIndex.Entry(run.runId(), run.sourcePath(), run.digest(), run.partition()));
    }
    RunIndex.Update index = change.runs();
    index.forget(plan.removed());
    index.put(entries);
    for (RunIndex.Entry old : plan.replaced()) {
      index.forgetTelemetry(old.runId());
    }
    index.putTelemetry(telemetry);
    index.fill(entries.stream().map(RunIndex.Entry::runId).toList());
    index.remember(
        plan.present().stream()
            .map(run -> new RunIndex.Source(run.sourcePath(), run.fingerprint(), run.runId()))
            .toList());
    if (restorePurged) {
      index.restore(entries);
    }
    change.tags().clear(plan.removed().stream().map(RunIndex.Entry::runId).toList());
  }

  /** What tools said of runs whose rows are written; who has none has none of that tool's left. */
  void tags() {
    Set<String> replaced =
        plan.replaced().stream().map(RunIndex.Entry::runId).collect(Collectors.toSet());
    Map<String, Map<String, Map<String, String>>> byTool = new HashMap<>();
    for (StagedRun run : plan.written()) {
      String tool = run.run().meta().sourceTool();
      if (tool != null && (!run.tags().isEmpty() || replaced.contains(run.runId()))) {
        byTool.computeIfAbsent(tool, _ -> new HashMap<>()).put(run.runId(), run.tags());
      }
    }
    byTool.forEach((tool, tags) -> change.tags().fromTool(tags, tool));
  }

  /** Of each run whose rows are written, and of those whose folder was only read again. */
  void notices() {
    Map<String, List<Notice>> notices = new HashMap<>();
    plan.removed().forEach(old -> notices.put(old.runId(), List.of()));
    plan.present().forEach(run -> notices.put(run.runId(), run.notices()));
    change.notices().put(notices);
  }

  /**
   * Clears what was mended and records what is refused.
   *
   * @return how many were refused for something that was not known before
   */
  int rejects(Batch batch) {
    Set<String> mended = new HashSet<>(plan.accepted());
    mended.addAll(batch.mended());
    change.rejects().clear(mended);
    return change.rejects().record(rejects(batch, plan));
  }

  /** All that is refused of a batch: what can't be read, and what the plan refuses. */
  static List<Reject> rejects(Batch batch, MergePlan plan) {
    List<Reject> rejects = new ArrayList<>(batch.rejects());
    rejects.addAll(plan.rejects());
    return rejects;
  }
}
