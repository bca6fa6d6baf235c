package tools.peak.lake.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.BaseTransaction;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.Transactions;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.FailPoint;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.DataFileEntry;
import tools.peak.lake.table.NamedFiles;
import tools.peak.lake.table.NewFile;
import tools.peak.lake.table.RunsByPartition;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableSnapshot;

/**
 * Reads and stages Iceberg metadata. Staging writes new metadata beside the old and gives the
 * pointer to it: nothing is in force until the catalog's transaction moves the pointer.
 */
public final class IcebergTableStore {
  private static final int CACHED_TABLES = 16;
  private static final Map<String, String> PROPERTIES =
      Map.of(
          TableProperties.FORMAT_VERSION, "2",
          TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "20",
          TableProperties.PARQUET_COMPRESSION, "zstd",
          TableProperties.DELETE_MODE, "copy-on-write",
          TableProperties.UPDATE_MODE, "copy-on-write",
          TableProperties.MERGE_MODE, "copy-on-write");

  private final FailPoint.Listener milestones;
  private final LocalFiles io = new LocalFiles();
  private final RecentlyUsed<String, TableMetadata> metadata = new RecentlyUsed<>(CACHED_TABLES);
  private final RecentlyUsed<TablePointer, TableSnapshot> snapshots =
      new RecentlyUsed<>(2 * CACHED_TABLES);

  public IcebergTableStore(FailPoint.Listener milestones) {
    this.milestones = milestones;
  }

  /** Writes the first metadata of an empty table whose files will lie below {@code location}. */
  public TablePointer create(LakeTable table, Path location) {
    Schema schema = IcebergTypes.schema(table);
    TableMetadata fresh =
        TableMetadata.newTableMetadata(
            schema,
            IcebergTypes.partitions(table, schema),
            IcebergTypes.order(table, schema),
            location.toString(),
            PROPERTIES);
    return write(fresh);
  }

  /** A table as it was before it was made. */
  public static TableSnapshot nothing(LakeTable table) {
    return new TableSnapshot(IcebergTypes.fields(IcebergTypes.schema(table)), List.of());
  }

  /** The columns of the schema in force. */
  public List<Field> fields(TablePointer pointer) {
    return IcebergTypes.fields(schema(pointer));
  }

  /** Adds DOUBLE columns, in a change of the schema alone. */
  public TablePointer addMetrics(TablePointer pointer, Collection<String> names) {
    return stage(
        pointer,
        transaction -> {
          UpdateSchema update = transaction.updateSchema();
          names.forEach(name -> update.addColumn(null, name, Types.DoubleType.get()));
          update.commit();
        });
  }

  /** Adds files, and takes the named ones out, in one snapshot. */
  public TablePointer change(TablePointer pointer, List<NewFile> added, Set<String> removed) {
    TableMetadata base = load(pointer);
    List<DataFile> adding = new ArrayList<>();
    for (NewFile file : added) {
      adding.add(DataFileStats.dataFile(file, base.schema(), base.spec()));
    }
    return stage(
        pointer,
        transaction -> {
          if (removed.isEmpty()) {
            AppendFiles append = transaction.newAppend();
            adding.forEach(append::appendFile);
            append.commit();
          } else {
            OverwriteFiles overwrite = transaction.newOverwrite();
            for (DataFile file : dataFiles(pointer, file -> removed.contains(file.location()))) {
              overwrite.deleteFile(file);
            }
            adding.forEach(overwrite::addFile);
            overwrite.commit();
          }
        });
  }

  /** What the table holds at a pointer. */
  public TableSnapshot snapshot(TablePointer pointer) {
    return snapshots.get(
        pointer,
        () -> {
          Schema schema = schema(pointer);
          List<StoredFile> files = new ArrayList<>();
          for (DataFile file : dataFiles(pointer, any -> true)) {
            files.add(DataFileStats.snapshotFile(file, schema));
          }
          return new TableSnapshot(fields(pointer), files);
        });
  }

  /** The data files that may hold rows of one of the runs, by partition and bounds of run_id. */
  public List<DataFileEntry> filesOfRuns(TablePointer pointer, RunsByPartition runs) {
    Schema schema = schema(pointer);
    int runId = schema.findField("run_id").fieldId();
    List<DataFileEntry> entries = new ArrayList<>();
    for (DataFile file : dataFiles(pointer, any -> true)) {
      DataFileEntry entry = DataFileStats.entry(file, runId);
      if (runs.mayTouch(entry)) {
        entries.add(entry);
      }
    }
    return entries;
  }

  /** Every data file with its rows and bytes. */
  public List<DataFileEntry> files(TablePointer pointer) {
    List<DataFileEntry> entries = new ArrayList<>();
    for (DataFile file : dataFiles(pointer, any -> true)) {
      entries.add(DataFileStats.entry(file, -1));
    }
    return entries;
  }

  /** Every file that the table's metadata names, for all versions that it keeps. */
  public NamedFiles namedFiles(TablePointer pointer) {
    return NamedFilesScan.of(io, load(pointer), pointer.metadata());
  }

  /** Every metadata file that a pointer needs: itself, manifest list and manifests. */
  public Set<String> metadataFiles(TablePointer pointer) {
    Set<String> paths = new HashSet<>(Set.of(pointer.metadata()));
    Snapshot snapshot = snapshotOf(pointer);
    if (snapshot != null) {
      paths.add(snapshot.manifestListLocation());
      snapshot.allManifests(io).forEach(manifest -> paths.add(manifest.path()));
    }
    return paths;
  }

  /** The pointer that stands in a metadata file, whoever wrote it. */
  public TablePointer pointerTo(String metadataLocation) {
    TableMetadata table = load(metadataLocation);
    Snapshot current = table.currentSnapshot();
    return new TablePointer(
        metadataLocation, current == null ? null : current.snapshotId(), table.currentSchemaId());
  }

  private List<DataFile> dataFiles(TablePointer pointer, Predicate<DataFile> wanted) {
    Snapshot snapshot = snapshotOf(pointer);
    if (snapshot == null) {
      return List.of();
    }
    if (!manifests(snapshot, ManifestContent.DELETES).isEmpty()) {
      throw new LakeException(
          Code.NOT_A_LAKE,
          load(pointer).location()
              + ": another program left delete files in the table;"
              + " rewrite them there before Peak reads it");
    }
    Map<Integer, PartitionSpec> specs = load(pointer).specsById();
    List<DataFile> files = new ArrayList<>();
    for (ManifestFile manifest : manifests(snapshot, ManifestContent.DATA)) {
      try (ManifestReader<DataFile> entries = ManifestFiles.read(manifest, io, specs)) {
        for (DataFile file : entries) {
          if (wanted.test(file)) {
            files.add(file.copy());
          }
        }
      } catch (IOException | RuntimeException e) {
        throw unreadable(manifest.path(), e);
      }
    }
    return files;
  }

  private List<ManifestFile> manifests(Snapshot snapshot, ManifestContent content) {
    try {
      return snapshot.allManifests(io).stream()
          .filter(manifest -> manifest.content() == content)
          .toList();
    } catch (RuntimeException e) {
      throw unreadable(snapshot.manifestListLocation(), e);
    }
  }

  /** Iceberg and Avro have many kinds of exceptions for what comes to two. */
  private static LakeException unreadable(String path, Exception e) {
    return new LakeException(
        Code.NOT_A_LAKE,
        path
            + (Files.exists(LocalFiles.path(path)) ? " is damaged" : " is gone")
            + ": restore the lake from a backup",
        e);
  }

  private @Nullable Snapshot snapshotOf(TablePointer pointer) {
    Long id = pointer.snapshotId();
    if (id == null) {
      return null;
    }
    Snapshot snapshot = load(pointer).snapshot(id);
    if (snapshot == null) {
      throw new LakeException(
          Code.INVALID_REQUEST,
          load(pointer).location() + ": that version was expired; ask for a later one");
    }
    return snapshot;
  }

  private Schema schema(TablePointer pointer) {
    TableMetadata table = load(pointer);
    return table.schemasById().getOrDefault(pointer.schemaId(), table.schema());
  }

  private TablePointer stage(TablePointer pointer, Consumer<Transaction> change) {
    TableMetadata base = load(pointer);
    BaseTransaction transaction =
        (BaseTransaction)
            Transactions.newTransaction(base.location(), new StagedOperations(base, io));
    try {
      change.accept(transaction);
    } catch (UncheckedIOException e) {
      throw DiskFailure.of("writing to " + base.location(), e);
    }
    return write(transaction.currentMetadata());
  }

  private TablePointer write(TableMetadata table) {
    String location =
        table.location()
            + "/metadata/"
            + "%05d".formatted(versionAfter(table))
            + "-"
            + UUID.randomUUID()
            + ".metadata.json";
    milestones.reached(FailPoint.BEFORE_METADATA);
    try {
      TableMetadataParser.write(table, io.newOutputFile(location));
      sync(Path.of(table.location(), "metadata"));
    } catch (IOException | UncheckedIOException e) {
      throw DiskFailure.of("writing to " + table.location(), e);
    }
    milestones.reached(FailPoint.AFTER_METADATA);
    return pointerTo(location);
  }

  /** The names of files that were just made survive a power cut from here on. */
  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Metadata files are numbered, as other engines number them. */
  private static int versionAfter(TableMetadata table) {
    String before = table.metadataFileLocation();
    List<TableMetadata.MetadataLogEntry> previous = table.previousFiles();
    if (before == null && !previous.isEmpty()) {
      before = previous.getLast().file();
    }
    if (before == null) {
      return 0;
    }
    String name = before.substring(before.lastIndexOf('/') + 1);
    int dash = name.indexOf('-');
    return dash > 0 && name.substring(0, dash).matches("\\d{1,9}")
        ? Integer.parseInt(name.substring(0, dash)) + 1
        : 0;
  }

  private TableMetadata load(TablePointer pointer) {
    return load(pointer.metadata());
  }

  private TableMetadata load(String location) {
    return metadata.get(
        location,
        () -> {
          try {
            return TableMetadataParser.read(io, location);
          } catch (RuntimeException e) {
            throw unreadable(location, e);
          }
        });
  }
}
