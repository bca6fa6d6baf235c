package tools.peak.lake.retention;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.peak.evidence.Notice;
import tools.peak.lake.AsOf;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.CatalogTransaction;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.query.Rows;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.NewFile;
import tools.peak.lake.table.TableSnapshot;
import tools.peak.lake.write.RowRemoval;

/**
 * Takes back a pass of ingest within one transaction: the runs that it brought go, and what it
 * replaced comes back from the version before it. No mark is left of what goes: the next pass over
 * the folders loads them again.
 */
final class IngestUndo {
  private final String ingestId;
  private final EarlierRuns earlier;
  private final Set<String> brought;
  private final List<RunIndex.Entry> before;
  private final Set<String> bare;

  /**
   * @param brought the runs that the lake has of it now
   * @param folders where they were read from
   * @param earlier runs as they were before it
   */
  IngestUndo(
      String ingestId, Set<String> brought, Collection<String> folders, EarlierRuns earlier) {
    this.ingestId = ingestId;
    this.earlier = earlier;
    this.brought = Set.copyOf(brought);
    Map<String, RunIndex.Entry> known = new HashMap<>();
    earlier.byId(brought).forEach(run -> known.put(run.runId(), run));
    earlier.byFolder(folders).forEach(run -> known.put(run.runId(), run));
    this.before = List.copyOf(known.values());
    this.bare = withoutFiles(before);
  }

  /** A policy had left but their row of these: no run was loaded without a file. */
  private Set<String> withoutFiles(List<RunIndex.Entry> runs) {
    Set<String> bare = new HashSet<>(EarlierRuns.ids(runs));
    if (!bare.isEmpty()) {
      try (Rows rows =
          earlier
              .queries()
              .artifacts()
              .asOf(AsOf.version(earlier.version().number()))
              .where(Texts.in("run_id", bare))
              .columns("run_id")
              .stream()) {
        rows.forEach(row -> bare.remove(row.getFirst()));
      }
    }
    return bare;
  }

  /**
   * Takes it back.
   *
   * @return what it did
   * @throws LakeException if one of the runs is held
   */
  Undone undo(CatalogTransaction change, List<NewFile> written) {
    Set<String> held = new HashSet<>(change.holds().of(brought));
    if (!held.isEmpty()) {
      throw new LakeException(
          Code.CONFLICT,
          "run %s of this ingest is held: peak hold remove %s, then undo it"
              .formatted(held.iterator().next(), held.iterator().next()));
    }
    Collection<RunIndex.Entry> gone = change.runs().find(brought).values();
    remove(gone, change, written);
    change.runs().forget(gone);

    Set<String> there =
        change.runs().find(EarlierRuns.ids(before)).keySet().stream()
            .filter(runId -> !brought.contains(runId))
            .collect(Collectors.toSet());
    List<RunIndex.Entry> back = back(there, change);
    for (LakeTable table : LakeTable.values()) {
      if (table.isPartitioned()) {
        earlier.copy(table, back, change, written);
      }
    }
    Set<String> ids = EarlierRuns.ids(back);
    change.runs().put(back);
    ids.forEach(change.runs()::forgetTelemetry);
    change.runs().strip(ids.stream().filter(bare::contains).toList());

    Set<String> added = new HashSet<>(brought);
    added.removeAll(ids);
    change.tags().clear(added);
    Set<String> alone = new HashSet<>(ids); // an ingest takes the tags of a run off that goes
    alone.removeAll(brought);
    change.tags().restore(alone, earlier.version().number());
    Map<String, List<Notice>> none = new HashMap<>();
    brought.forEach(runId -> none.put(runId, List.of()));
    change.notices().put(none);
    change.notices().restore(ids, earlier.version().number());
    var _ =
        change
            .deed()
            .word("ingest_id", ingestId)
            .runs("removed", added)
            .namedElsewhere("restored", ids);
    return new Undone(
        "ingest " + ingestId, back.size(), added.size(), there.size(), change.nextVersion());
  }

  /** What came back by itself stays as it is, and what was deleted since stays deleted. */
  private List<RunIndex.Entry> back(Set<String> there, CatalogTransaction change) {
    List<RunIndex.Entry> back = new ArrayList<>();
    for (RunIndex.Entry run : before) {
      if (!there.contains(run.runId()) && !change.runs().isPurged(run.runId(), run.digest())) {
        back.add(run);
      }
    }
    return back;
  }

  private void remove(
      Collection<RunIndex.Entry> gone, CatalogTransaction change, List<NewFile> written) {
    TableSnapshot runs = earlier.tables().snapshot(change.pointer(LakeTable.RUNS));
    RowRemoval removal = new RowRemoval(earlier.tables(), earlier.writer(), gone);
    for (LakeTable table : LakeTable.values()) {
      if (table.isPartitioned() && table != LakeTable.RUNS) {
        removal.from(table, change, runs, written);
      }
    }
    removal.from(LakeTable.RUNS, change, runs, written);
  }
}
