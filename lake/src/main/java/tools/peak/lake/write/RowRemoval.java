package tools.peak.lake.write;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.catalog.CatalogTransaction;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.ColumnBounds;
import tools.peak.lake.table.NewFile;
import tools.peak.lake.table.RunsByPartition;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableSnapshot;
import tools.peak.lake.table.TableStore;
import tools.peak.storage.Location;

/**
 * Takes all rows of some runs out of a table, by copy on write. A partition of which every run goes
 * is dropped without reading it.
 */
public final class RowRemoval {
  private final TableStore tables;
  private final BatchWriter writer;
  private final RunsByPartition byPartition = new RunsByPartition();
  private final Map<Partition, Long> counts;
  private final Set<String> runIds;

  /**
   * @param runs all that go
   */
  public RowRemoval(TableStore tables, BatchWriter writer, Collection<RunIndex.Entry> runs) {
    this.tables = tables;
    this.writer = writer;
    runs.forEach(run -> byPartition.add(run.partition(), run.runId()));
    this.runIds = runs.stream().map(RunIndex.Entry::runId).collect(Collectors.toSet());
    this.counts =
        runs.stream()
            .collect(Collectors.groupingBy(RunIndex.Entry::partition, Collectors.counting()));
  }

  /**
   * Takes them out within a transaction.
   *
   * @param runsTable what the table of runs held before anything was taken out
   * @param written gets the files that were written
   */
  public void from(
      LakeTable table, CatalogTransaction change, TableSnapshot runsTable, List<NewFile> written) {
    if (runIds.isEmpty()) {
      return;
    }
    TablePointer pointer = change.pointer(table);
    TableSnapshot content = tables.snapshot(pointer);
    List<StoredFile> touched = byPartition.filesOf(content);
    if (touched.isEmpty()) {
      return;
    }
    Set<Partition> whole = whole(runsTable);
    List<StoredFile> mixed =
        touched.stream().filter(file -> !isWhole(file, whole, content.fields())).toList();
    List<NewFile> rest = writer.rewrite(table, mixed, tables.fields(pointer), runIds);
    written.addAll(rest);
    Set<Location> gone = touched.stream().map(StoredFile::location).collect(Collectors.toSet());
    change.move(table, tables.replace(pointer, rest, gone));
  }

  private Set<Partition> whole(TableSnapshot runsTable) {
    if (runsTable.content().stream().anyMatch(file -> file.partition() == null)) {
      return Set.of(); // another program's file may hold runs of any partition
    }
    Set<Partition> whole = new HashSet<>();
    runsTable.content().stream()
        .collect(
            Collectors.groupingBy(
                file -> java.util.Objects.requireNonNull(file.partition()),
                Collectors.summingLong(StoredFile::rows)))
        .forEach(
            (partition, rows) -> {
              if (rows.equals(counts.get(partition))) {
                whole.add(partition);
              }
            });
    return whole;
  }

  /** Rows that are of no run stay, whoever wrote them. */
  private static boolean isWhole(StoredFile file, Set<Partition> whole, List<Field> fields) {
    @Nullable Partition partition = file.partition();
    int runId =
        fields.stream()
            .filter(field -> field.column().name().equals("run_id"))
            .mapToInt(Field::id)
            .findFirst()
            .orElseThrow();
    ColumnBounds ids = file.bounds().get(runId);
    return partition != null && whole.contains(partition) && ids != null && ids.nulls() == 0;
  }
}
