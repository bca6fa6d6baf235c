package tools.peak.lake.retention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.catalog.CatalogTransaction;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.query.Queries;
import tools.peak.lake.query.Rows;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.NewFile;
import tools.peak.lake.table.RunsByPartition;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableSnapshot;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.write.BatchWriter;

/** Brings back what a plan took, from the version before it, within one transaction. */
final class PlanUndo {
  private static final int ASKED_TOGETHER = 5_000;

  private final TableStore tables;
  private final BatchWriter writer;
  private final String plan;
  private final LakeVersion before;
  private final List<RunIndex.Entry> purged;
  private final List<RunIndex.Entry> stripped;

  private PlanUndo(
      TableStore tables,
      BatchWriter writer,
      String plan,
      LakeVersion before,
      List<RunIndex.Entry> purged,
      List<RunIndex.Entry> stripped) {
    this.tables = tables;
    this.writer = writer;
    this.plan = plan;
    this.before = before;
    this.purged = purged;
    this.stripped = stripped;
  }

  /**
   * @param before the version before the plan was applied
   * @param asOf questions of that version
   */
  static PlanUndo of(
      RetentionPlan plan, LakeVersion before, Queries asOf, TableStore tables, BatchWriter writer) {
    return new PlanUndo(
        tables,
        writer,
        plan.id(),
        before,
        entries(plan, PlannedRun.Action.PURGE, before, asOf),
        entries(plan, PlannedRun.Action.STRIP, before, asOf));
  }

  private static List<RunIndex.Entry> entries(
      RetentionPlan plan, PlannedRun.Action action, LakeVersion before, Queries asOf) {
    List<String> ids =
        plan.runs().stream().filter(run -> run.action() == action).map(PlannedRun::runId).toList();
    List<RunIndex.Entry> entries = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += ASKED_TOGETHER) {
      Set<String> some = Set.copyOf(ids.subList(from, Math.min(ids.size(), from + ASKED_TOGETHER)));
      try (Rows rows =
          asOf
              .runs()
              .asOf(tools.peak.lake.AsOf.version(before.number()))
              .where(RunIds.filter(some))
              .columns("run_id", "source_path", "evidence_sha256", "stage", "timestamp")
              .stream()) {
        for (List<@Nullable Object> row : rows) {
          RunIndex.Entry entry = entry(row);
          if (some.contains(entry.runId())) {
            entries.add(entry);
          }
        }
      }
    }
    return entries;
  }

  private static RunIndex.Entry entry(List<@Nullable Object> row) {
    return new RunIndex.Entry(
        (String) Objects.requireNonNull(row.get(0)),
        Objects.requireNonNullElse((String) row.get(1), ""),
        Objects.requireNonNullElse((String) row.get(2), ""),
        Partition.of((String) row.get(3), row.get(4) instanceof Instant time ? time : null));
  }

  /**
   * Brings back what is not back already.
   *
   * @return how many runs
   */
  long restore(CatalogTransaction change, List<NewFile> written) {
    Set<String> there = change.runs().find(ids(purged)).keySet();
    List<RunIndex.Entry> back =
        purged.stream().filter(run -> !there.contains(run.runId())).toList();
    Set<String> bare = change.runs().stripped();
    var now = change.runs().find(ids(stripped));
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
        copy(table, table == LakeTable.RUNS ? back : both, change, written);
      }
    }
    change.runs().put(back);
    change.runs().restore(back);
    change.runs().fill(ids(filled));
    change.tags().restore(ids(back), before.number());
    change.notices().restore(ids(back), before.number());
    var _ =
        change
            .deed()
            .word("plan", plan)
            .namedElsewhere("restored", ids(back))
            .namedElsewhere("filled", ids(filled));
    return back.size() + (long) filled.size();
  }

  private static List<String> ids(List<RunIndex.Entry> runs) {
    return runs.stream().map(RunIndex.Entry::runId).toList();
  }

  private void copy(
      LakeTable table,
      List<RunIndex.Entry> runs,
      CatalogTransaction change,
      List<NewFile> written) {
    TablePointer then = before.tables().get(table);
    if (runs.isEmpty() || then == null) {
      return;
    }
    RunsByPartition wanted = new RunsByPartition();
    runs.forEach(run -> wanted.add(run.partition(), run.runId()));
    TablePointer pointer = change.pointer(table);
    List<NewFile> files =
        writer.extract(
            table, files(wanted, then), tables.fields(pointer), new HashSet<>(ids(runs)));
    written.addAll(files);
    if (!files.isEmpty()) {
      change.move(table, tables.append(pointer, files));
    }
  }

  private List<StoredFile> files(RunsByPartition wanted, TablePointer then) {
    try {
      TableSnapshot content = tables.snapshot(then);
      return wanted.filesOf(content);
    } catch (LakeException e) {
      throw new LakeException(
          Code.IO,
          "what the plan took is gone for good since the lake's version "
              + before.number()
              + " expired ("
              + e.getMessage()
              + ")",
          e);
    }
  }
}
