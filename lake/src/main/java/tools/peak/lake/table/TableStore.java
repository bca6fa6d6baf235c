package tools.peak.lake.table;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.peak.lake.LakeException;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.storage.Location;

/**
 * Keeps which files a table consists of. A change is staged: new metadata is written beside the
 * old, and the pointer to it given. Nothing is in force until the catalog moves the table's
 * pointer. Thread-safe.
 *
 * <p>An implementation passes {@code TableStoreContract}. Methods throw {@link LakeException} where
 * metadata is gone, damaged or of no kind that Peak knows, and where the disk fails.
 */
public interface TableStore {
  /** Stages an empty table whose files will lie below a location. */
  TablePointer create(LakeTable table, Location location);

  /** Stages more columns, each of type DOUBLE and behind the others. */
  TablePointer addMetrics(TablePointer table, Collection<String> names);

  /**
   * Stages columns that a newer Peak gives the table, behind the others. A metric that has the name
   * of one, but for case, is called as {@link tools.peak.lake.schema.MetricColumns#givingWay} says.
   */
  TablePointer addColumns(TablePointer table, List<Column> columns);

  /** Stages more files. */
  TablePointer append(TablePointer table, List<NewFile> added);

  /** Stages that some files take the place of others, in one step. */
  TablePointer replace(TablePointer table, List<NewFile> added, Set<Location> removed);

  /**
   * The SHA-256 of each file that was written for a pointer, metadata and data, in hexadecimal.
   * Known for a while after it was staged, by the store that staged it: to be recorded with the
   * commit that puts it in force.
   */
  Map<Location, String> digests(TablePointer staged);

  /** The pointer that stands in a metadata file, whoever wrote it. */
  TablePointer pointerTo(String metadata);

  /**
   * The same for a table that another program changed.
   *
   * @param before where Peak left it
   * @throws LakeException that says what to undo, if Peak can't go on with its columns or
   *     partitions
   */
  TablePointer adopted(LakeTable table, TablePointer before, String metadata);

  /**
   * Stages the metadata of a table whose files were moved together: it names them where they are.
   * What lies there already is not touched, and every version is still there.
   *
   * @param metadata the metadata file by its old path
   * @param from the folder that it names files in
   * @param to the folder where they lie now
   */
  TablePointer relocated(String metadata, Location from, Location to);

  /** The columns in force at a pointer, with the ids that files carry. */
  List<Field> fields(TablePointer table);

  /** What a table holds at a pointer. */
  TableSnapshot snapshot(TablePointer table);

  /** What a table held before it was made: its columns, and no file. */
  TableSnapshot empty(LakeTable table);

  /**
   * What a table would no longer need without some versions. Snapshots that tags or branches of
   * other programs name are kept.
   *
   * @param kept where it stands at the versions that stay
   * @param gone where it stood at those that go
   * @param before what nobody's version knows goes if it is older than this
   */
  Unneeded unneeded(
      TablePointer table,
      Collection<TablePointer> kept,
      Collection<TablePointer> gone,
      Instant before);

  /**
   * Stages a table without what {@link #unneeded} says. Its metadata does not even tell of rows
   * that earlier changes took out. The same pointer comes back if there is nothing to do.
   */
  TablePointer expire(
      TablePointer table,
      Collection<TablePointer> kept,
      Collection<TablePointer> gone,
      Instant before);

  /** The files that metadata names as its own earlier ones, which other programs may be reading. */
  Set<Location> earlierMetadata(TablePointer table);

  /** Every file that the metadata names, for all versions that it keeps. */
  NamedFiles namedFiles(TablePointer table);
}
