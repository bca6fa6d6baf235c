package tools.peak.lake.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.FailPoint;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.NewFile;
import tools.peak.parquet.write.ParquetWriter;
import tools.peak.parquet.write.WriterBuffers;
import tools.peak.storage.Location;
import tools.peak.storage.Storage;

/** A file that a batch is to be written to: rows of one table, of runs of one partition. */
record PlannedFile(LakeTable table, @Nullable Partition partition, List<StagedRun> runs) {
  private static final long POINTS_A_FILE = 2_500_000;

  /** All files of a batch, the largest first. */
  static List<PlannedFile> of(List<StagedRun> batch) {
    List<PlannedFile> curves = new ArrayList<>();
    List<PlannedFile> others = new ArrayList<>();
    List<StagedRun> runs =
        batch.stream()
            .sorted(Comparator.comparing(StagedRun::partition).thenComparing(StagedRun::runId))
            .toList();
    int from = 0;
    for (int to = 1; to <= runs.size(); to++) {
      Partition partition = runs.get(from).partition();
      if (to == runs.size() || !runs.get(to).partition().equals(partition)) {
        List<StagedRun> part = runs.subList(from, to);
        addCurves(partition, part, curves);
        add(LakeTable.TRADES, partition, part, run -> run.run().trades().size(), others);
        add(LakeTable.SPANS, partition, part, run -> run.run().spans().size(), others);
        add(LakeTable.ARTIFACTS, partition, part, run -> run.run().artifacts().size(), others);
        add(LakeTable.RUNS, partition, part, _ -> 1, others);
        from = to;
      }
    }
    curves.addAll(others);
    curves.add(ofIngest(runs));
    return curves;
  }

  /** The file of a batch's row of {@code ingests}. */
  static PlannedFile ofIngest(List<StagedRun> batch) {
    return new PlannedFile(LakeTable.INGESTS, null, batch);
  }

  private static void addCurves(
      Partition partition, List<StagedRun> runs, List<PlannedFile> files) {
    int from = 0;
    long points = 0;
    for (int to = 1; to <= runs.size(); to++) {
      points += runs.get(to - 1).run().equity().size();
      if (to == runs.size() || points >= POINTS_A_FILE) {
        add(
            LakeTable.EQUITY,
            partition,
            runs.subList(from, to),
            run -> run.run().equity().size(),
            files);
        from = to;
        points = 0;
      }
    }
  }

  private static void add(
      LakeTable table,
      Partition partition,
      List<StagedRun> runs,
      ToLongFunction<StagedRun> rows,
      List<PlannedFile> files) {
    if (runs.stream().anyMatch(run -> rows.applyAsLong(run) > 0)) {
      files.add(new PlannedFile(table, partition, runs));
    }
  }

  /** Writes and syncs it, under a name of our own: nothing of a run's content becomes a path. */
  NewFile write(
      Storage storage,
      Location folder,
      List<Field> fields,
      IngestRow ingest,
      WriterBuffers buffers,
      FailPoint.Listener milestones)
      throws IOException {
    Location location = folder.resolve(UUID.randomUUID() + ".parquet");
    milestones.reached(FailPoint.BEFORE_COPY);
    boolean isWhole = false;
    try (DataFileOutput output = new DataFileOutput(storage, location, fields, buffers)) {
      fill(output.writer(), fields, ingest);
      NewFile written = output.finish(table, partition);
      milestones.reached(FailPoint.AFTER_COPY);
      isWhole = true;
      return written;
    } catch (IOException e) {
      throw DiskFailure.of("writing to " + folder, e);
    } finally {
      if (!isWhole) {
        storage.delete(location);
      }
    }
  }

  private void fill(ParquetWriter file, List<Field> fields, IngestRow ingest) throws IOException {
    switch (table) {
      case RUNS -> new RunRows(ingest, fields).write(runs, file);
      case TRADES -> new ChildRows(file).trades(runs);
      case EQUITY -> new ChildRows(file).equity(runs);
      case SPANS -> new ChildRows(file).spans(runs);
      case ARTIFACTS -> new ChildRows(file).artifacts(runs);
      case INGESTS -> ingest(file, ingest);
    }
  }

  private void ingest(ParquetWriter file, IngestRow ingest) throws IOException {
    file.text("ingest_id").set(0, ingest.ingestId());
    file.whole("batch").set(0, ingest.batch());
    file.whole("ingested_at").set(0, RunRows.micros(ingest.at()));
    file.whole("added").set(0, runs.size() - ingest.replaced());
    file.whole("replaced").set(0, ingest.replaced());
    file.whole("trades").set(0, sum(run -> run.run().trades().size()));
    file.whole("equity_points").set(0, sum(run -> run.run().equity().size()));
    file.whole("artifacts").set(0, sum(run -> run.run().artifacts().size()));
    file.text("roots").set(0, ingest.roots());
    file.whole("version").set(0, ingest.version());
    file.text("peak_version").set(0, PlannedFile.class.getPackage().getImplementationVersion());
    file.endRow();
  }

  private long sum(ToLongFunction<StagedRun> count) {
    return runs.stream().mapToLong(count).sum();
  }
}
