package tools.peak.lake.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
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

  /** Whether one of the runs may have rows in a file. */
  public boolean mayTouch(DataFileEntry file) {
    Partition partition = file.partition();
    NavigableSet<String> candidates = partition == null ? null : runs.get(partition);
    return candidates != null && !within(candidates, file.minRunId(), file.maxRunId()).isEmpty();
  }

  private static NavigableSet<String> within(
      NavigableSet<String> ids, @Nullable String min, @Nullable String max) {
    NavigableSet<String> above = min == null ? ids : ids.tailSet(min, true);
    return max == null ? above : above.headSet(max, true);
  }
}
