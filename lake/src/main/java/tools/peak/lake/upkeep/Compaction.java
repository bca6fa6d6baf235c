package tools.peak.lake.upkeep;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.CatalogTransaction;
import tools.peak.lake.catalog.Commit;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.NewFile;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.telemetry.LakeSignals;
import tools.peak.lake.telemetry.LakeTelemetry;
import tools.peak.lake.write.BatchWriter;
import tools.peak.lake.write.FileMerge;
import tools.peak.storage.Location;

/**
 * Makes large files of small ones. The new files are written while others go on; then one short
 * commit puts those in force whose old files are all still there. A merge whose files another took
 * meanwhile is given up: its rows may have changed.
 */
public final class Compaction {
  private static final String OPERATION = "maintain compact";

  /** About what is written between two commits: as much is lost when the process is killed. */
  private static final long BYTES_A_COMMIT = 512L << 20;

  /** A group of merged files is merged again while there are several; this often at most. */
  private static final int MOST_ROUNDS = 8;

  private final Catalog catalog;
  private final TableStore tables;
  private final BatchWriter writer;
  private final int leastFiles;
  private final LakeTelemetry telemetry;
  private final long memory = Runtime.getRuntime().maxMemory() / 3;
  private long left;

  /**
   * @param leastFiles how many small files a partition must have to be worth it
   */
  public Compaction(
      Catalog catalog,
      TableStore tables,
      BatchWriter writer,
      int leastFiles,
      LakeTelemetry telemetry) {
    this.catalog = catalog;
    this.tables = tables;
    this.writer = writer;
    this.leastFiles = leastFiles;
    this.telemetry = telemetry;
  }

  /** Does it. */
  public Compacted run(CompactionListener listener) {
    CompactionPlan first = plan();
    CompactionPlan plan = first;
    long done = 0;
    for (int round = 0; round < MOST_ROUNDS && !plan.merges().isEmpty(); round++) {
      long total = done + plan.filesToMerge();
      for (List<FileMerge> some : commits(plan.merges())) {
        merge(some);
        done += some.stream().mapToLong(merge -> merge.files().size()).sum();
        listener.update(done, total);
      }
      plan = plan();
    }
    CompactionPlan last = plan();
    return new Compacted(
        first.files(), last.files(), first.bytes(), last.bytes(), left, catalog.current().number());
  }

  private CompactionPlan plan() {
    return CompactionPlan.of(catalog.current(), tables, leastFiles);
  }

  private static List<List<FileMerge>> commits(List<FileMerge> merges) {
    return parts(merges, BYTES_A_COMMIT, CompactionPlan::bytes);
  }

  /** Merges in parts that come to some measure each, or are one merge. */
  private static List<List<FileMerge>> parts(
      List<FileMerge> merges, long most, ToLongFunction<FileMerge> measure) {
    List<List<FileMerge>> parts = new ArrayList<>();
    List<FileMerge> part = new ArrayList<>();
    long taken = 0;
    for (FileMerge merge : merges) {
      long needed = measure.applyAsLong(merge);
      if (!part.isEmpty() && taken + needed > most) {
        parts.add(part);
        part = new ArrayList<>();
        taken = 0;
      }
      part.add(merge);
      taken += needed;
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
    return parts;
  }

  private void merge(List<FileMerge> merges) {
    List<NewFile> written = new ArrayList<>();
    Commit<List<NewFile>> commit;
    try {
      for (List<FileMerge> atOnce : parts(merges, memory, CompactionPlan::memory)) {
        written.addAll(writer.merge(atOnce));
      }
      commit = catalog.write(OPERATION, change -> swap(change, merges, written));
    } catch (RuntimeException | Error e) {
      writer.discard(written); // what a catalog throws, it rolled back: nothing names them
      throw e;
    }
    if (commit instanceof Commit.RolledBack<List<NewFile>>) {
      writer.discard(written);
    }
    List<NewFile> unused = commit.orElseThrow();
    writer.discard(unused);
    LakeSignals signals = telemetry.on();
    if (signals != null) {
      written.removeAll(unused);
      signals.files(OPERATION, written);
    }
  }

  /** Puts the new files in force where no old one has gone; gives back those that are not. */
  private List<NewFile> swap(
      CatalogTransaction change, List<FileMerge> merges, List<NewFile> written) {
    Map<LakeTable, Set<Location>> there = new EnumMap<>(LakeTable.class);
    Map<LakeTable, List<NewFile>> added = new EnumMap<>(LakeTable.class);
    Map<LakeTable, Set<Location>> removed = new EnumMap<>(LakeTable.class);
    List<NewFile> unused = new ArrayList<>();
    long lost = 0;
    for (int i = 0; i < merges.size(); i++) {
      FileMerge merge = merges.get(i);
      Set<Location> old =
          merge.files().stream().map(StoredFile::location).collect(Collectors.toSet());
      if (there
          .computeIfAbsent(merge.table(), table -> content(change.pointer(table)))
          .containsAll(old)) {
        added.computeIfAbsent(merge.table(), _ -> new ArrayList<>()).add(written.get(i));
        removed.computeIfAbsent(merge.table(), _ -> new HashSet<>()).addAll(old);
      } else {
        unused.add(written.get(i));
        lost += old.size();
      }
    }
    added.forEach(
        (table, files) ->
            change.move(
                table,
                tables.replace(
                    change.pointer(table), files, removed.getOrDefault(table, Set.of()))));
    if (!added.isEmpty()) {
      var _ =
          change
              .deed()
              .number("files_added", (long) written.size() - unused.size())
              .number("files_removed", removed.values().stream().mapToLong(Set::size).sum());
    }
    left += lost;
    return unused;
  }

  private Set<Location> content(TablePointer pointer) {
    return tables.snapshot(pointer).content().stream()
        .map(StoredFile::location)
        .collect(Collectors.toSet());
  }
}
