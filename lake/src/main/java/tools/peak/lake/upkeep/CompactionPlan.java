package tools.peak.lake.upkeep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableSnapshot;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.write.FileMerge;

/**
 * Which small files become one. A file of half the wanted size is none to touch again; a file of
 * another program that belongs to no one partition stays.
 *
 * @param merges each with at least two files of one partition
 * @param files how many data files all tables have now
 * @param bytes they have
 */
public record CompactionPlan(List<FileMerge> merges, long files, long bytes) {
  private static final long WANTED = 128L << 20;
  private static final long SMALL = WANTED / 2;

  /** So many files are open at once. */
  private static final int MOST_FILES = 256;

  /** What is read of a file at once, uncompressed, is about this many times its bytes, at most. */
  private static final int UNPACKED = 8;

  private static final long MOST_OF_A_FILE = 48L << 20;

  /** A reader's own, with some forty columns. */
  private static final long OF_EACH_FILE = 1L << 20;

  private static final long MOST_AT_ONCE = 128L << 20;

  public CompactionPlan {
    merges = List.copyOf(merges);
  }

  /** What is worth it at a version. */
  public static CompactionPlan of(LakeVersion version, TableStore tables, int leastFiles) {
    List<FileMerge> merges = new ArrayList<>();
    long files = 0;
    long bytes = 0;
    for (LakeTable table : LakeTable.values()) {
      TablePointer pointer = version.tables().get(table);
      if (pointer == null) {
        continue;
      }
      TableSnapshot snapshot = tables.snapshot(pointer);
      files += snapshot.content().size();
      bytes += snapshot.content().stream().mapToLong(StoredFile::bytes).sum();
      List<Field> fields = tables.fields(pointer);
      byPartition(table, snapshot)
          .forEach(
              (partition, small) -> {
                if (small.size() >= Math.max(2, leastFiles)) {
                  for (List<StoredFile> group : groups(small)) {
                    merges.add(new FileMerge(table, partition.orElse(null), group, fields));
                  }
                }
              });
    }
    return new CompactionPlan(merges, files, bytes);
  }

  private static Map<Optional<Partition>, List<StoredFile>> byPartition(
      LakeTable table, TableSnapshot snapshot) {
    return snapshot.content().stream()
        .filter(file -> file.bytes() < SMALL && file.rows() > 0)
        .filter(file -> file.partition() != null || !table.isPartitioned())
        .collect(
            Collectors.groupingBy(
                file -> Optional.ofNullable(file.partition()),
                () ->
                    new TreeMap<>(
                        Comparator.comparing(
                            (Optional<Partition> partition) -> partition.orElse(null),
                            Comparator.nullsFirst(Comparator.naturalOrder()))),
                Collectors.toList()));
  }

  /** The smallest first: what is merged together is of a size, and copied seldom. */
  private static List<List<StoredFile>> groups(List<StoredFile> small) {
    List<List<StoredFile>> groups = new ArrayList<>();
    List<StoredFile> group = new ArrayList<>();
    long bytes = 0;
    long taken = 0;
    for (StoredFile file :
        small.stream()
            .sorted(Comparator.comparingLong(StoredFile::bytes).thenComparing(StoredFile::location))
            .toList()) {
      long needed = memory(file.bytes());
      boolean isFull =
          bytes >= WANTED || group.size() >= MOST_FILES || taken + needed > MOST_AT_ONCE;
      if (isFull && group.size() >= 2) {
        groups.add(group);
        group = new ArrayList<>();
        bytes = 0;
        taken = 0;
      }
      group.add(file);
      bytes += file.bytes();
      taken += needed;
    }
    if (group.size() >= 2) {
      groups.add(group);
    }
    return groups;
  }

  private static long memory(long bytes) {
    return OF_EACH_FILE + Math.min(bytes * UNPACKED, MOST_OF_A_FILE);
  }

  /** About what merging takes of the heap: a part of each file, and one of the new file. */
  static long memory(FileMerge merge) {
    return merge.files().stream().mapToLong(file -> memory(file.bytes())).sum()
        + memory(bytes(merge));
  }

  static long bytes(FileMerge merge) {
    return merge.files().stream().mapToLong(StoredFile::bytes).sum();
  }

  /** How many small files would become how many fewer, to begin with. */
  public long filesToMerge() {
    return merges.stream().mapToLong(merge -> merge.files().size()).sum();
  }

  /** Their bytes. */
  public long bytesToMerge() {
    return merges.stream().mapToLong(CompactionPlan::bytes).sum();
  }
}
