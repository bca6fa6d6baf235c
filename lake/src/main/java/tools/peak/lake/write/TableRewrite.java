package tools.peak.lake.write;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.FailPoint;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.NewFile;
import tools.peak.lake.table.StoredFile;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetField;
import tools.peak.parquet.ParquetLimits;
import tools.peak.parquet.read.FieldReader;
import tools.peak.parquet.read.FieldRows;
import tools.peak.parquet.write.WriterBuffers;
import tools.peak.storage.Location;
import tools.peak.storage.Storage;

/**
 * Copy on write: a file's rows again, those of some runs alone or all others. Any writer's file is
 * read, by its field ids; what the table has and the file has not is NULL. Some rows are in memory
 * at a time, and a row group of the new file.
 */
final class TableRewrite {
  /** A table of some thousand metrics, and what thousands of rows may take. */
  private static final ParquetLimits LIMITS = new ParquetLimits(100_000, 1L << 30);

  private final LakeTable table;
  private final StoredFile file;
  private final List<Field> fields;
  private final List<ParquetField> columns;
  private final Predicate<@Nullable String> wanted;
  private long kept;
  private long dropped;

  /**
   * @param fields the columns that the table has now
   * @param wanted whether the rows of a run are written; it is asked about null for rows that are
   *     of none
   */
  TableRewrite(
      LakeTable table, StoredFile file, List<Field> fields, Predicate<@Nullable String> wanted) {
    this.table = table;
    this.file = file;
    this.fields = fields;
    this.columns = new TableSchema(fields).columns();
    this.wanted = wanted;
  }

  /**
   * Writes and syncs the new file.
   *
   * @return nothing if no row is left
   * @throws LakeException if the file can't be read, or its rows don't add up
   */
  Optional<NewFile> write(
      Storage storage, Location folder, WriterBuffers buffers, FailPoint.Listener milestones) {
    Location location = folder.resolve(UUID.randomUUID() + ".parquet");
    boolean isWanted = false;
    if (table.isPartitioned() && file.partition() == null) {
      throw unreadable(
          "another program wrote rows of several stages or months into this file; have it rewrite"
              + " the table by the partitions stage and month",
          null);
    }
    milestones.reached(FailPoint.BEFORE_COPY);
    try (FieldReader reader = FieldReader.open(Path.of(file.path()), columns, LIMITS);
        DataFileOutput output = new DataFileOutput(storage, location, fields, buffers)) {
      RowCopy copy = new RowCopy(columns, output.writer());
      for (FieldRows rows = reader.next(); rows != null; rows = reader.next()) {
        copy(rows, copy);
      }
      check(reader.rows());
      if (kept == 0) {
        return Optional.empty();
      }
      NewFile written = output.finish(table, file.partition());
      isWanted = true;
      milestones.reached(FailPoint.AFTER_COPY);
      return Optional.of(written);
    } catch (ParquetException e) {
      throw unreadable(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw DiskFailure.of("rewriting " + file.path() + " in " + folder, e);
    } finally {
      if (!isWanted) {
        discard(storage, location);
      }
    }
  }

  private void copy(FieldRows rows, RowCopy copy) throws ParquetException, IOException {
    ParquetColumn runIds = rows.column("run_id");
    int[] rest = new int[rows.rows()];
    int count = 0;
    for (int row = 0; row < rows.rows(); row++) {
      @Nullable String runId = runIds.text(row);
      if (wanted.test(runId)) {
        rest[count++] = row;
      } else {
        dropped++;
      }
    }
    kept += count;
    copy.rows(rows, rest, count);
  }

  /** Neither the file nor the table may know of rows that were not seen. */
  private void check(long claimed) {
    if (kept + dropped != claimed || claimed != file.rows()) {
      throw unreadable(
          String.format(
              Locale.ROOT,
              "the table says that it has %d rows, its footer %d, and %d were read",
              file.rows(),
              claimed,
              kept + dropped),
          null);
    }
  }

  private LakeException unreadable(String reason, @Nullable Throwable cause) {
    return new LakeException(
        Code.IO, file.path() + ": " + reason + "; the lake is as before", cause);
  }

  private static void discard(Storage storage, Location location) {
    try {
      storage.delete(location);
    } catch (IOException e) {
      // Nothing names it: the upkeep of orphans takes it later.
    }
  }
}
