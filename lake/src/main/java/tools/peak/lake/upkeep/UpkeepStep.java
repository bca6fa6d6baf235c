package tools.peak.lake.upkeep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableStore;

/**
 * Something that upkeep could do now.
 *
 * @param name the command's word, such as {@code expire}
 * @param versions how many versions would go
 * @param files how many files it is about
 * @param bytes of those files
 */
public record UpkeepStep(String name, long versions, long files, long bytes) {
  /** A file that is smaller than this is read slower than it need be. */
  private static final long SMALL = 32L << 20;

  /** Whether there is anything to do. */
  public boolean isWorthIt() {
    return versions > 0 || files > 0;
  }

  /** Small files that lie beside others of their partition: so many could be one. */
  static UpkeepStep compact(LakeVersion version, TableStore tables) {
    long files = 0;
    long bytes = 0;
    for (Map.Entry<LakeTable, TablePointer> table : version.tables().entrySet()) {
      if (!table.getKey().isPartitioned()) {
        continue;
      }
      Map<Optional<Partition>, List<StoredFile>> small =
          tables.snapshot(table.getValue()).content().stream()
              .filter(file -> file.bytes() < SMALL)
              .collect(Collectors.groupingBy(file -> Optional.ofNullable(file.partition())));
      for (List<StoredFile> together : small.values()) {
        if (together.size() > 1) {
          files += together.size();
          bytes += together.stream().mapToLong(StoredFile::bytes).sum();
        }
      }
    }
    return new UpkeepStep("compact", 0, files, bytes);
  }
}
