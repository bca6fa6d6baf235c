package tools.peak.lake.ingest;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.CatalogTransaction;
import tools.peak.lake.catalog.Commit;
import tools.peak.lake.catalog.Deed;
import tools.peak.lake.catalog.Holds;
import tools.peak.lake.catalog.Rejects.Reject;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.MetricColumns;
import tools.peak.lake.table.NewFile;
import tools.peak.lake.table.RunsByPartition;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.telemetry.LakeSignals;
import tools.peak.lake.telemetry.LakeTelemetry;
import tools.peak.lake.words.KnownWords;
import tools.peak.lake.write.BatchWriter;
import tools.peak.lake.write.IngestRow;
import tools.peak.lake.write.StagedRun;
import tools.peak.storage.Location;

/**
 * Puts a batch into the lake, whole or not at all. The files are written before anybody is kept
 * waiting; what the index said then is asked again under the lock, and if another process was
 * faster, the batch is written anew without its runs.
 */
final class BatchLoader {
  private final Catalog catalog;
  private final TableStore tables;
  private final BatchWriter writer;
  private final IngestOptions options;
  private final InstantSource clock;
  private final LakeTelemetry telemetry;
  private final IngestCounts counts;
  private final RunSource source;
  private final String ingestId = UUID.randomUUID().toString();
  private final NewMetrics newMetrics;
  private final NewWords newWords;
  private int number;

  BatchLoader(
      Catalog catalog,
      TableStore tables,
      BatchWriter writer,
      IngestOptions options,
      InstantSource clock,
      LakeTelemetry telemetry,
      IngestCounts counts,
      RunSource source) {
    this.catalog = catalog;
    this.tables = tables;
    this.writer = writer;
    this.options = options;
    this.clock = clock;
    this.telemetry = telemetry;
    this.counts = counts;
    this.source = source;
    this.newMetrics = new NewMetrics(catalog, tables);
    this.newWords = new NewWords(new KnownWords(catalog.folder().cache()));
  }

  void load(Batch batch) {
    if (batch.isEmpty()) {
      return;
    }
    LakeSignals signals = options.dryRun() ? null : telemetry.on();
    boolean[] isLoaded = {false};
    if (signals == null) {
      isLoaded[0] = planAndLoad(batch);
    } else {
      signals.batch(number, batch.runs().size(), () -> isLoaded[0] = planAndLoad(batch));
    }
    number++;
    if (!isLoaded[0]) {
      batch.smaller(OutOfMemory.writing()).forEach(this::load);
    }
  }

  /** Loads it; false if there was too little memory to write it: nothing of it is in the lake. */
  private boolean planAndLoad(Batch batch) {
    for (; ; ) {
      MergePlan plan = catalog.read(at -> plan(batch, at.runs(), at.holds()));
      if (options.dryRun()) {
        counts.add(batch, plan);
        List<Reject> rejects = CatalogUpdate.rejects(batch, plan);
        counts.newlyRejected.addAndGet(catalog.read(at -> at.rejects().countNew(rejects)));
        return true;
      }
      IngestRow row = row(plan);
      List<NewFile> written;
      try {
        written = write(row, plan);
      } catch (OutOfMemoryError e) {
        return false;
      }
      List<NewFile> files = new ArrayList<>(written);
      Commit<Boolean> commit;
      try {
        commit = catalog.write("ingest", change -> commit(change, batch, plan, row, files));
      } catch (OutOfMemoryError e) {
        writer.discard(files);
        return false;
      } catch (RuntimeException | Error e) {
        writer.discard(files); // what a catalog throws, it rolled back: nothing names them
        throw e;
      }
      switch (commit) {
        case Commit.Committed<Boolean>(Boolean isLoaded) -> {
          if (isLoaded) {
            counts.add(batch, plan);
            newWords.add(plan.written());
            tell(batch, plan, written);
            return true;
          }
          writer.discard(files); // another process was faster: decide anew
        }
        case Commit.RolledBack<Boolean>(LakeException cause) -> {
          writer.discard(files);
          throw cause;
        }
        case Commit.Unknown<Boolean>(LakeException cause) -> throw cause;
      }
    }
  }

  private MergePlan plan(Batch batch, RunIndex index, Holds holds) {
    return MergePlanner.plan(batch, index, holds, source, options);
  }

  private void tell(Batch batch, MergePlan plan, List<NewFile> files) {
    LakeSignals signals = telemetry.on();
    if (signals == null) {
      return;
    }
    signals.runs("added", plan.count(MergeAction.Insert.class));
    signals.runs("replaced", plan.count(MergeAction.Replace.class));
    signals.runs(
        "unchanged",
        plan.count(MergeAction.Unchanged.class) + plan.count(MergeAction.Refresh.class));
    signals.runs("skipped", plan.count(MergeAction.Skip.class));
    signals.runs("purged", plan.count(MergeAction.Purged.class));
    for (Reject reject : CatalogUpdate.rejects(batch, plan)) {
      signals.reject(reject.problems().getFirst().code());
    }
    signals.rows(
        files.stream()
            .collect(
                Collectors.groupingBy(
                    file -> file.table().tableName(), Collectors.summingLong(NewFile::rows))));
    signals.files("ingest", files);
  }

  /** What the batch will be called; its version is the next, if nobody is faster. */
  private IngestRow row(MergePlan plan) {
    newMetrics.add(plan.written());
    return new IngestRow(
        ingestId,
        number,
        clock.instant(),
        source.name(),
        plan.replaced().size(),
        catalog.current().number() + 1);
  }

  private List<NewFile> write(IngestRow row, MergePlan plan) {
    List<StagedRun> runs = plan.written();
    if (runs.isEmpty()) {
      return List.of();
    }
    LakeVersion version = catalog.current();
    Map<LakeTable, List<Field>> fields = new EnumMap<>(LakeTable.class);
    version
        .tables()
        .forEach(
            (table, pointer) ->
                fields.put(
                    table,
                    tables.fields(pointer).stream()
                        .filter(field -> MetricColumns.isWritten(table, field.column()))
                        .toList()));
    return writer.write(row, runs, fields);
  }

  private boolean commit(
      CatalogTransaction change, Batch batch, MergePlan plan, IngestRow row, List<NewFile> files) {
    if (!plan(batch, change.runs(), change.holds()).equals(plan)) {
      return false;
    }
    renumber(row, plan, change, files);
    LakeSignals signals = telemetry.on();
    if (signals != null) {
      signals.commitRows(files.stream().mapToLong(NewFile::rows).sum());
    }
    Map<LakeTable, Set<Location>> removed = new EnumMap<>(LakeTable.class);
    List<RunIndex.Entry> old = new ArrayList<>(plan.replaced());
    old.addAll(plan.removed());
    withoutRows(change, old, removed, files);
    for (LakeTable table : LakeTable.values()) {
      List<NewFile> ofTable = files.stream().filter(file -> file.table() == table).toList();
      Set<Location> gone = removed.getOrDefault(table, Set.of());
      if (!gone.isEmpty()) {
        change.move(table, tables.replace(change.pointer(table), ofTable, gone));
      } else if (!ofTable.isEmpty()) {
        change.move(table, tables.append(change.pointer(table), ofTable));
      }
    }
    CatalogUpdate update = new CatalogUpdate(change, plan);
    update.index(options.restorePurged());
    update.tags();
    update.notices();
    int rejected = update.rejects(batch);
    counts.newlyRejected.addAndGet(rejected);
    audit(change.deed(), plan, rejected);
    return true;
  }

  private void audit(Deed deed, MergePlan plan, int rejected) {
    List<String> replaced = ids(plan.replaced());
    List<String> added = new ArrayList<>(plan.written().stream().map(StagedRun::runId).toList());
    added.removeAll(Set.copyOf(replaced));
    var _ =
        deed.word("ingest_id", ingestId)
            .number("batch", number)
            .namedElsewhere("added", added)
            .namedElsewhere("replaced", replaced)
            .runs("removed", ids(plan.removed()))
            .number("rejected", rejected);
  }

  private static List<String> ids(List<RunIndex.Entry> runs) {
    return runs.stream().map(RunIndex.Entry::runId).toList();
  }

  /** Another process made the version that this batch was to be: its own is a later one. */
  private void renumber(
      IngestRow row, MergePlan plan, CatalogTransaction change, List<NewFile> files) {
    if (row.version() == change.nextVersion()) {
      return;
    }
    List<NewFile> outdated =
        files.stream().filter(file -> file.table() == LakeTable.INGESTS).toList();
    if (outdated.isEmpty()) {
      return;
    }
    NewFile renumbered =
        writer.writeIngest(
            row.ofVersion(change.nextVersion()),
            plan.written(),
            tables.fields(change.pointer(LakeTable.INGESTS)));
    files.removeAll(outdated);
    files.add(renumbered);
    writer.discard(outdated);
  }

  /** Copy on write: the files that hold rows of those runs are written again without them. */
  private void withoutRows(
      CatalogTransaction change,
      List<RunIndex.Entry> old,
      Map<LakeTable, Set<Location>> removed,
      List<NewFile> files) {
    RunsByPartition runs = new RunsByPartition();
    old.forEach(entry -> runs.add(entry.partition(), entry.runId()));
    Set<String> runIds = old.stream().map(RunIndex.Entry::runId).collect(Collectors.toSet());
    for (LakeTable table : LakeTable.values()) {
      if (!table.isPartitioned() || runs.isEmpty()) {
        continue;
      }
      TablePointer pointer = change.pointer(table);
      List<StoredFile> touched = runs.filesOf(tables.snapshot(pointer));
      files.addAll(writer.rewrite(table, touched, tables.fields(pointer), runIds));
      Set<Location> gone = touched.stream().map(StoredFile::location).collect(Collectors.toSet());
      removed.put(table, gone);
    }
  }
}
