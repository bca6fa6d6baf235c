package tools.peak.lake.ingest;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.peak.evidence.Notice;
import tools.peak.evidence.Stat;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.CatalogTransaction;
import tools.peak.lake.catalog.Commit;
import tools.peak.lake.catalog.Rejects.Refusal;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.schema.Column;
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
import tools.peak.lake.write.Batch;
import tools.peak.lake.write.BatchRun;
import tools.peak.lake.write.BatchWriter;
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
  private final Clock clock;
  private final LakeTelemetry telemetry;
  private final String ingestId;
  private final String roots;
  private final Counts counts;

  BatchLoader(
      Catalog catalog,
      TableStore tables,
      BatchWriter writer,
      IngestOptions options,
      Clock clock,
      LakeTelemetry telemetry,
      String ingestId,
      String roots,
      Counts counts) {
    this.catalog = catalog;
    this.tables = tables;
    this.writer = writer;
    this.options = options;
    this.clock = clock;
    this.telemetry = telemetry;
    this.ingestId = ingestId;
    this.roots = roots;
    this.counts = counts;
  }

  void load(ReadBatch read) {
    if (read.isEmpty()) {
      return;
    }
    LakeSignals signals = options.dryRun() ? null : telemetry.on();
    if (signals == null) {
      decideAndLoad(read);
    } else {
      signals.batch(read.number(), read.candidates().size(), () -> decideAndLoad(read));
    }
  }

  private void decideAndLoad(ReadBatch read) {
    for (; ; ) {
      Decisions planned = catalog.read(at -> Decisions.of(read.candidates(), at.runs(), options));
      if (options.dryRun()) {
        count(read, planned);
        counts.newlyRejected.addAndGet(
            catalog.read(at -> at.rejects().countNew(refusals(read, planned))));
        return;
      }
      List<NewFile> written = write(read, planned);
      List<NewFile> files = new ArrayList<>(written);
      switch (catalog.write("ingest", change -> commit(change, read, planned, files))) {
        case Commit.Committed<Boolean>(Boolean isLoaded) -> {
          if (isLoaded) {
            count(read, planned);
            tell(read, planned, written);
            return;
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

  private void count(ReadBatch read, Decisions planned) {
    counts.add(planned);
    counts.rejected.addAndGet(read.refusals().size());
  }

  private void tell(ReadBatch read, Decisions planned, List<NewFile> files) {
    LakeSignals signals = telemetry.on();
    if (signals == null) {
      return;
    }
    signals.runs("added", planned.count(Verdict.Add.class));
    signals.runs("replaced", planned.count(Verdict.Replace.class));
    signals.runs(
        "unchanged", planned.count(Verdict.Unchanged.class) + planned.count(Verdict.Retell.class));
    signals.runs("skipped", planned.count(Verdict.Skip.class));
    signals.runs("purged", planned.count(Verdict.Purged.class));
    for (Refusal refusal : refusals(read, planned)) {
      signals.reject(refusal.problems().getFirst().code());
    }
    signals.rows(
        files.stream()
            .collect(
                Collectors.groupingBy(
                    file -> file.table().tableName(), Collectors.summingLong(NewFile::rows))));
  }

  private List<NewFile> write(ReadBatch read, Decisions planned) {
    List<BatchRun> runs = planned.written();
    if (runs.isEmpty()) {
      return List.of();
    }
    addMetrics(runs);
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
    Batch batch =
        new Batch(ingestId, read.number(), clock.instant(), roots, planned.replaced().size(), runs);
    return writer.write(batch, fields);
  }

  /** New columns are there before any file carries their ids: two writers never share one. */
  private void addMetrics(List<BatchRun> runs) {
    Set<String> names = new LinkedHashSet<>();
    for (BatchRun run : runs) {
      for (Stat stat : run.run().stats()) {
        if (stat.value() != null) {
          names.add(stat.metric());
        }
      }
    }
    if (!missing(catalog.current().pointer(LakeTable.RUNS), names).isEmpty()) {
      boolean _ =
          catalog.change(
              "schema",
              change -> {
                TablePointer pointer = change.pointer(LakeTable.RUNS);
                List<String> missing = missing(pointer, names);
                if (!missing.isEmpty()) {
                  change.move(LakeTable.RUNS, tables.addMetrics(pointer, missing));
                }
                return true;
              });
    }
  }

  private List<String> missing(TablePointer runs, Collection<String> names) {
    List<Column> columns = tables.fields(runs).stream().map(Field::column).toList();
    return MetricColumns.of(columns).missing(names);
  }

  private boolean commit(
      CatalogTransaction change, ReadBatch read, Decisions planned, List<NewFile> files) {
    if (!Decisions.of(read.candidates(), change.runs(), options).equals(planned)) {
      return false;
    }
    LakeSignals signals = telemetry.on();
    if (signals != null) {
      signals.commitRows(files.stream().mapToLong(NewFile::rows).sum());
    }
    Map<LakeTable, Set<Location>> removed = new EnumMap<>(LakeTable.class);
    withoutReplaced(change, planned.replaced(), removed, files);
    for (LakeTable table : LakeTable.values()) {
      List<NewFile> ofTable = files.stream().filter(file -> file.table() == table).toList();
      Set<Location> gone = removed.getOrDefault(table, Set.of());
      if (!gone.isEmpty()) {
        change.move(table, tables.replace(change.pointer(table), ofTable, gone));
      } else if (!ofTable.isEmpty()) {
        change.move(table, tables.append(change.pointer(table), ofTable));
      }
    }
    index(change.runs(), planned);
    change.notices().put(notices(planned));
    counts.newlyRejected.addAndGet(rejects(change, read, planned));
    return true;
  }

  /** Copy on write: the files that hold rows of replaced runs are written again without them. */
  private void withoutReplaced(
      CatalogTransaction change,
      List<RunIndex.Entry> replaced,
      Map<LakeTable, Set<Location>> removed,
      List<NewFile> files) {
    RunsByPartition runs = new RunsByPartition();
    replaced.forEach(entry -> runs.add(entry.partition(), entry.runId()));
    Set<String> runIds = replaced.stream().map(RunIndex.Entry::runId).collect(Collectors.toSet());
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

  private void index(RunIndex.Update index, Decisions planned) {
    List<RunIndex.Entry> entries = new ArrayList<>();
    List<RunIndex.Source> sources = new ArrayList<>();
    Map<String, String> telemetry = new HashMap<>();
    planned
        .verdicts()
        .forEach(
            (candidate, verdict) -> {
              switch (verdict) {
                case Verdict.Add _, Verdict.Replace _, Verdict.Retell _ -> {
                  String digest = candidate.telemetry();
                  if (digest != null) {
                    telemetry.put(candidate.runId(), digest);
                  }
                  entries.add(
                      new RunIndex.Entry(
                          candidate.runId(),
                          candidate.path(),
                          candidate.digest(),
                          candidate.run().partition()));
                  sources.add(source(candidate));
                }
                case Verdict.Unchanged _ -> sources.add(source(candidate));
                case Verdict.Skip _, Verdict.Purged _, Verdict.Refuse _ -> {}
              }
            });
    index.put(entries);
    for (RunIndex.Entry old : planned.replaced()) {
      index.forgetTelemetry(old.runId());
    }
    index.putTelemetry(telemetry);
    index.remember(sources);
    if (options.restorePurged()) {
      index.restore(entries);
    }
  }

  /** Of each run whose rows are written, and of those whose folder was only read again. */
  private static Map<String, List<Notice>> notices(Decisions planned) {
    Map<String, List<Notice>> notices = new HashMap<>();
    planned
        .verdicts()
        .forEach(
            (candidate, verdict) -> {
              switch (verdict) {
                case Verdict.Add _, Verdict.Replace _, Verdict.Retell _, Verdict.Unchanged _ ->
                    notices.put(candidate.runId(), candidate.notices());
                case Verdict.Skip _, Verdict.Purged _, Verdict.Refuse _ -> {}
              }
            });
    return notices;
  }

  private static RunIndex.Source source(Candidate candidate) {
    return new RunIndex.Source(candidate.path(), candidate.fingerprint(), candidate.runId());
  }

  private static int rejects(CatalogTransaction change, ReadBatch read, Decisions planned) {
    Set<String> mended = new HashSet<>(planned.accepted());
    mended.addAll(read.mended());
    change.rejects().clear(mended);
    return change.rejects().record(refusals(read, planned));
  }

  private static List<Refusal> refusals(ReadBatch read, Decisions planned) {
    List<Refusal> refusals = new ArrayList<>(read.refusals());
    refusals.addAll(planned.refusals());
    return refusals;
  }
}
