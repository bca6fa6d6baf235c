package tools.peak.lake.retention;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.StoredFile;

/** What a run takes on disk: its partition's files, divided by its partition's runs. */
final class PartitionBytes {
  private final Map<Partition, Long> all = new HashMap<>();
  private final Map<Partition, Long> beside = new HashMap<>();
  private final Map<Partition, Long> runs = new HashMap<>();

  PartitionBytes(View view) {
    view.tables()
        .forEach(
            (table, content) -> {
              if (table.isPartitioned()) {
                content.content().forEach(file -> add(table, file));
              }
            });
  }

  private void add(LakeTable table, StoredFile file) {
    Partition partition = file.partition();
    if (partition == null) {
      return; // another program's, of any partition
    }
    all.merge(partition, file.bytes(), Long::sum);
    if (table == LakeTable.RUNS) {
      runs.merge(partition, file.rows(), Long::sum);
    } else {
      beside.merge(partition, file.bytes(), Long::sum);
    }
  }

  /**
   * The share of a run.
   *
   * @param keepsRow of what is kept beside the run's row alone
   */
  long of(@Nullable String stage, @Nullable Instant timestamp, boolean keepsRow) {
    Partition partition = Partition.of(stage, timestamp);
    long count = Math.max(1, runs.getOrDefault(partition, 0L));
    return (keepsRow ? beside : all).getOrDefault(partition, 0L) / count;
  }
}
