package tools.peak.lake.write;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.FailPoint;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.NewFile;
import tools.peak.lake.table.StoredFile;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetField;
import tools.peak.parquet.ParquetLimits;
import tools.peak.parquet.read.FieldReader;
import tools.peak.parquet.write.ParquetWriter.RowGroups;
import tools.peak.parquet.write.WriterBuffers;
import tools.peak.storage.Location;
import tools.peak.storage.Storage;

/**
 * All rows of several files of a partition in one. Where each is sorted by run_id, as Peak writes
 * them, so is the whole; rows of one run keep their order. A row group of each file is in memory,
 * and one of the new one.
 *
 * @param partition of all files; null in a table without partitions
 * @param files at least one
 * @param fields the columns that the table has now
 */
public record FileMerge(
    LakeTable table, @Nullable Partition partition, List<StoredFile> files, List<Field> fields) {
  private static final ParquetLimits LIMITS = new ParquetLimits(100_000, 1L << 30);

  /** Questions read runs most: in groups that one thread reads in a moment. */
  private static final RowGroups OF_RUNS = new RowGroups(32_768, 48L << 20);

  public FileMerge {
    files = List.copyOf(files);
    fields = List.copyOf(fields);
  }

  /**
   * Writes and syncs the new file.
   *
   * @throws LakeException if a file can't be read, or its rows don't add up
   */
  NewFile write(
      Storage storage, Location folder, WriterBuffers buffers, FailPoint.Listener milestones) {
    Location location = folder.resolve(UUID.randomUUID() + ".parquet");
    RowGroups groups = table == LakeTable.RUNS ? OF_RUNS : RowGroups.USUAL;
    boolean isWanted = false;
    milestones.reached(FailPoint.BEFORE_COPY);
    try (Inputs inputs = new Inputs(files, new TableSchema(fields).columns());
        DataFileOutput output = new DataFileOutput(storage, location, fields, buffers, groups)) {
      inputs.copyTo(new RowCopy(new TableSchema(fields).columns(), output.writer()));
      NewFile written = output.finish(table, partition);
      long expected = files.stream().mapToLong(StoredFile::rows).sum();
      if (written.rows() != expected) {
        throw new LakeException(
            Code.IO,
            String.format(
                Locale.ROOT,
                "%s: the table says that its files have %d rows, and %d were read; the lake is as"
                    + " before",
                folder,
                expected,
                written.rows()));
      }
      isWanted = true;
      milestones.reached(FailPoint.AFTER_COPY);
      return written;
    } catch (IOException e) {
      throw DiskFailure.of("merging files in " + folder, e);
    } finally {
      if (!isWanted) {
        discard(storage, location);
      }
    }
  }

  private static void discard(Storage storage, Location location) {
    try {
      storage.delete(location);
    } catch (IOException e) {
      // Nothing names it: the upkeep of orphans takes it later.
    }
  }

  /** The files, the one whose next row comes first in front. */
  private static final class Inputs implements AutoCloseable {
    private final List<MergeInput> all = new ArrayList<>();

    Inputs(List<StoredFile> files, List<ParquetField> columns) throws IOException {
      boolean isOpen = false;
      try {
        for (StoredFile file : files) {
          all.add(open(file, all.size(), columns));
        }
        isOpen = true;
      } finally {
        if (!isOpen) {
          close();
        }
      }
    }

    private static MergeInput open(StoredFile file, int order, List<ParquetField> columns)
        throws IOException {
      try {
        return new MergeInput(file, order, FieldReader.open(Path.of(file.path()), columns, LIMITS));
      } catch (ParquetException e) {
        throw unreadable(file, e);
      }
    }

    void copyTo(RowCopy copy) throws IOException {
      PriorityQueue<MergeInput> next = new PriorityQueue<>();
      for (MergeInput input : all) {
        advance(input, next);
      }
      for (MergeInput first = next.poll(); first != null; first = next.poll()) {
        try {
          first.copy(copy, next.peek());
        } catch (ParquetException e) {
          throw unreadable(first.file(), e);
        }
        advance(first, next);
      }
    }

    private static void advance(MergeInput input, PriorityQueue<MergeInput> next)
        throws IOException {
      try {
        if (input.hasRow()) {
          next.add(input);
        }
      } catch (ParquetException e) {
        throw unreadable(input.file(), e);
      }
    }

    private static LakeException unreadable(StoredFile file, ParquetException e) {
      return new LakeException(
          Code.IO, file.path() + ": " + e.getMessage() + "; the lake is as before", e);
    }

    @Override
    public void close() throws IOException {
      for (MergeInput input : all) {
        input.close();
      }
    }
  }
}
