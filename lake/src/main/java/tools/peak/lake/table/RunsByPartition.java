package tools.peak.lake.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.Partition;

/** Runs whose rows are looked for, by the partition they lie in. */
public final class RunsByPartition {
  // As Parquet orders text: by unsigned bytes of UTF-8.
  private static final Comparator<String> BYTES =
      (a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));

  private final Map<Partition, NavigableSet<String>> runs = new TreeMap<>();

  public void add(Partition partition, String runId) {
    runs.computeIfAbsent(partition, any -> new TreeSet<>(BYTES)).add(runId);
  }

  public boolean isEmpty() {
    return runs.isEmpty();
  }

  /** The files of a table that may hold rows of one of the runs. */
  public List<StoredFile> filesOf(TableSnapshot table) {
    int runId =
        table.fields().stream()
            .filter(field -> field.column().name().equals("run_id"))
            .mapToInt(Field::id)
            .findFirst()
            .orElseThrow();
    return table.content().stream().filter(file -> mayTouch(file, runId)).toList();
  }

  private boolean mayTouch(StoredFile file, int runId) {
    Partition partition = file.partition();
    NavigableSet<String> candidates = partition == null ? all() : runs.get(partition);
    ColumnBounds ids = file.bounds().get(runId);
    return candidates != null
        && !(ids == null ? candidates : within(candidates, ids.least(), ids.greatest())).isEmpty();
  }

  /** Another program may have written rows of any partition into a file. */
  private NavigableSet<String> all() {
    NavigableSet<String> all = new TreeSet<>(BYTES);
    runs.values().forEach(all::addAll);
    return all;
  }

  private static NavigableSet<String> within(
      NavigableSet<String> ids, @Nullable Object least, @Nullable Object greatest) {
    NavigableSet<String> above = least instanceof String min ? ids.tailSet(min, true) : ids;
    return greatest instanceof String max ? above.headSet(max, true) : above;
  }
}
