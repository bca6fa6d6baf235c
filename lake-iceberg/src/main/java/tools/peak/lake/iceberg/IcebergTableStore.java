package tools.peak.lake.iceberg;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.BaseTransaction;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.Transactions;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.types.Types;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.FailPoint;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.MetricColumns;
import tools.peak.lake.table.NamedFiles;
import tools.peak.lake.table.NewFile;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableSnapshot;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.table.Unneeded;
import tools.peak.storage.Location;
import tools.peak.storage.Storage;

/** Tables as Apache Iceberg keeps them, so that other engines read them too. */
final class IcebergTableStore implements TableStore {
  /** What was read of tables may take this part of the heap: metadata files, and as much again. */
  private static final int PARTS_OF_THE_HEAP = 12;

  /** Of so many changes that were staged last, the digests are known. */
  private static final int STAGED_AT_ONCE = 100;

  private static final Map<String, String> PROPERTIES =
      Map.of(
          TableProperties.FORMAT_VERSION, "2",
          TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "20",
          TableProperties.MANIFEST_MIN_MERGE_COUNT, "20",
          TableProperties.MANIFEST_TARGET_SIZE_BYTES, Integer.toString(1 << 20),
          TableProperties.PARQUET_COMPRESSION, "zstd",
          TableProperties.DELETE_MODE, "copy-on-write",
          TableProperties.UPDATE_MODE, "copy-on-write",
          TableProperties.MERGE_MODE, "copy-on-write");

  private final Storage storage;
  private final StorageFileIO io;
  private final MetadataFiles metadata;
  private final DataFilesScan scan;
  private final Cache<TablePointer, TableSnapshot> snapshots;
  private final Cache<String, Map<Location, String>> digests =
      Caffeine.newBuilder().executor(Runnable::run).maximumSize(STAGED_AT_ONCE).build();

  /**
   * The tables of a storage.
   *
   * @param listener is told how writes get on
   */
  IcebergTableStore(Storage storage, FailPoint.Listener listener) {
    long cacheBytes = Runtime.getRuntime().maxMemory() / PARTS_OF_THE_HEAP;
    this.storage = storage;
    this.io = new StorageFileIO(storage);
    this.metadata = new MetadataFiles(storage, io, listener, cacheBytes);
    this.scan = new DataFilesScan(storage, io);
    this.snapshots =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumWeight(cacheBytes)
            .weigher((TablePointer _, TableSnapshot table) -> weight(table))
            .build();
  }

  /** About how many bytes of the heap a snapshot takes. */
  private static int weight(TableSnapshot table) {
    long bounds = table.content().stream().mapToLong(file -> file.bounds().size()).sum();
    return (int)
        Math.min(
            Integer.MAX_VALUE,
            400L * table.content().size() + 120 * bounds + 100L * table.fields().size());
  }

  @Override
  public TablePointer create(LakeTable table, Location location) {
    Schema schema = IcebergTypes.schema(table);
    TableMetadata fresh =
        TableMetadata.newTableMetadata(
            schema,
            IcebergTypes.partitions(table, schema),
            IcebergTypes.order(table, schema),
            location.toString(),
            PROPERTIES);
    return written(fresh, new ConcurrentHashMap<>());
  }

  @Override
  public TablePointer addMetrics(TablePointer table, Collection<String> names) {
    return stage(
        read(table),
        List.of(),
        transaction -> {
          UpdateSchema update = transaction.updateSchema();
          names.forEach(name -> update.addColumn(null, name, Types.DoubleType.get()));
          update.commit();
        });
  }

  @Override
  public TablePointer addColumns(TablePointer table, List<Column> columns) {
    TableMetadata base = read(table);
    return stage(
        base,
        List.of(),
        transaction -> {
          UpdateSchema givingWay = transaction.updateSchema();
          List<Column> here = IcebergTypes.fields(base.schema()).stream().map(Field::column).toList();
          MetricColumns.givingWay(here, columns).forEach(givingWay::renameColumn);
          givingWay.commit();
          UpdateSchema update = transaction.updateSchema();
          columns.forEach(
              column -> update.addColumn(null, column.name(), IcebergTypes.type(column.type())));
          update.commit();
        });
  }

  @Override
  public TablePointer append(TablePointer table, List<NewFile> added) {
    TableMetadata base = read(table);
    List<DataFile> adding = dataFiles(base, added);
    return stage(
        base,
        added,
        transaction -> {
          AppendFiles append = transaction.newAppend();
          adding.forEach(append::appendFile);
          append.set(Stretch.property(), Stretch.sinceOfAppend(base)).commit();
        });
  }

  @Override
  public TablePointer replace(TablePointer table, List<NewFile> added, Set<Location> removed) {
    TableMetadata base = read(table);
    List<DataFile> adding = dataFiles(base, added);
    return stage(
        base,
        added,
        transaction -> {
          OverwriteFiles overwrite = transaction.newOverwrite();
          stored(table, file -> removed.contains(Unreadable.location(file.location())))
              .forEach(overwrite::deleteFile);
          adding.forEach(overwrite::addFile);
          overwrite.set(Stretch.property(), Stretch.sinceOfReplace(base)).commit();
        });
  }

  private static List<DataFile> dataFiles(TableMetadata table, List<NewFile> files) {
    return files.stream()
        .map(file -> DataFileStats.dataFile(file, table.schema(), Evolved.spec(table)))
        .toList();
  }

  private TablePointer stage(
      TableMetadata base, List<NewFile> added, Consumer<Transaction> change) {
    ConcurrentMap<Location, String> written = new ConcurrentHashMap<>();
    StorageFileIO staging = new StorageFileIO(storage, written);
    TableMetadata changed;
    try {
      changed =
          NeverBack.changed(
              base, System.currentTimeMillis(), current -> changed(current, staging, change));
    } catch (UncheckedIOException e) {
      throw DiskFailure.of("writing to " + base.location(), e);
    }
    for (NewFile file : added) {
      if (file.sha256() != null) {
        written.put(Location.of(file.path()), file.sha256());
      }
    }
    TablePointer staged = written(changed, written);
    metadata.deleteUnneeded(base, changed);
    return staged;
  }

  private static TableMetadata changed(
      TableMetadata base, StorageFileIO io, Consumer<Transaction> change) {
    BaseTransaction transaction =
        (BaseTransaction)
            Transactions.newTransaction(base.location(), new StagedOperations(base, io));
    setProperties(base, transaction);
    change.accept(transaction);
    return Pruned.of(transaction.currentMetadata(), io);
  }

  /** Tables of an older Peak get the properties that came since. */
  private static void setProperties(TableMetadata base, Transaction transaction) {
    Map<String, String> missing = new HashMap<>(PROPERTIES);
    missing.remove(TableProperties.FORMAT_VERSION); // Iceberg takes it out of the properties
    missing.keySet().removeAll(base.properties().keySet());
    if (!missing.isEmpty()) {
      UpdateProperties update = transaction.updateProperties();
      missing.forEach(update::set);
      update.commit();
    }
  }

  private TablePointer written(TableMetadata table, ConcurrentMap<Location, String> written) {
    String file = metadata.write(table, new StorageFileIO(storage, written)).toString();
    digests.put(file, Map.copyOf(written));
    return pointerTo(file);
  }

  @Override
  public TablePointer relocated(String file, Location from, Location to) {
    ConcurrentMap<Location, String> written = new ConcurrentHashMap<>();
    StorageFileIO staging = new StorageFileIO(storage, written);
    String name = "moved-" + UUID.randomUUID().toString().substring(0, 8);
    try {
      return written(
          new Relocation(staging, from.toString(), to.toString(), name).of(file), written);
    } catch (IOException | UncheckedIOException e) {
      throw DiskFailure.of("rewriting the metadata of " + file, e);
    } catch (IllegalArgumentException | NotFoundException e) {
      throw new LakeException(
          Code.NOT_A_LAKE,
          to + ": its metadata can't be written anew for this place: " + e.getMessage(),
          e);
    }
  }

  @Override
  public Map<Location, String> digests(TablePointer staged) {
    return Objects.requireNonNullElse(digests.getIfPresent(staged.metadata()), Map.of());
  }

  @Override
  public TablePointer pointerTo(String file) {
    TableMetadata table = metadata.read(Unreadable.location(file));
    Snapshot current = table.currentSnapshot();
    return new TablePointer(
        file, current == null ? null : current.snapshotId(), table.currentSchemaId());
  }

  @Override
  public TablePointer adopted(LakeTable table, TablePointer before, String file) {
    Evolved.requireUsable(table, metadata.read(Unreadable.location(file)), schema(before));
    return pointerTo(file);
  }

  @Override
  public List<Field> fields(TablePointer table) {
    return IcebergTypes.fields(schema(table));
  }

  @Override
  public TableSnapshot snapshot(TablePointer table) {
    return snapshots.get(table, this::load);
  }

  private TableSnapshot load(TablePointer table) {
    Schema schema = schema(table);
    List<StoredFile> files = new ArrayList<>();
    Map<Integer, PartitionSpec> specs = read(table).specsById();
    for (DataFile file : stored(table, _ -> true)) {
      files.add(DataFileStats.stored(file, schema.columns(), specs));
    }
    return new TableSnapshot(table.snapshotId(), IcebergTypes.fields(schema), files);
  }

  @Override
  public TableSnapshot empty(LakeTable table) {
    return new TableSnapshot(null, IcebergTypes.fields(IcebergTypes.schema(table)), List.of());
  }

  @Override
  public NamedFiles namedFiles(TablePointer table) {
    return NamedFilesScan.of(io, read(table), Unreadable.location(table.metadata()));
  }

  @Override
  public Set<Location> earlierMetadata(TablePointer table) {
    return read(table).previousFiles().stream()
        .map(file -> Unreadable.location(file.file()))
        .collect(Collectors.toSet());
  }

  @Override
  public Unneeded unneeded(
      TablePointer table,
      Collection<TablePointer> kept,
      Collection<TablePointer> gone,
      Instant before) {
    return expiry(io, table, kept, gone, before).unneeded();
  }

  @Override
  public TablePointer expire(
      TablePointer table,
      Collection<TablePointer> kept,
      Collection<TablePointer> gone,
      Instant before) {
    TableMetadata base = read(table);
    ConcurrentMap<Location, String> written = new ConcurrentHashMap<>();
    TableMetadata expired;
    try {
      expired =
          expiry(new StorageFileIO(storage, written), table, kept, gone, before)
              .expired(System.currentTimeMillis());
    } catch (IOException | UncheckedIOException e) {
      throw DiskFailure.of("writing to " + base.location(), e);
    }
    if (expired == base) {
      return table;
    }
    TablePointer staged = written(expired, written);
    metadata.deleteUnneeded(base, expired);
    return staged;
  }

  private SnapshotExpiry expiry(
      StorageFileIO files,
      TablePointer table,
      Collection<TablePointer> kept,
      Collection<TablePointer> gone,
      Instant before) {
    return new SnapshotExpiry(
        files, read(table), Unreadable.location(table.metadata()), kept, gone, before);
  }

  private List<DataFile> stored(TablePointer table, Predicate<DataFile> wanted) {
    Long id = table.snapshotId();
    if (id == null) {
      return List.of();
    }
    TableMetadata read = read(table);
    Snapshot listed = read.snapshot(id);
    if (listed != null) {
      return scan.of(read, listed, wanted);
    }
    Snapshot later =
        Stretch.covering(read, id)
            .orElseThrow(
                () ->
                    new LakeException(
                        Code.INVALID_REQUEST,
                        read.location() + ": that version was expired; ask for a later one"));
    return scan.of(read, later, file -> isBy(file, Stretch.sequence(id)) && wanted.test(file));
  }

  private static boolean isBy(DataFile file, long sequence) {
    Long added = file.dataSequenceNumber();
    return added != null && added <= sequence;
  }

  private Schema schema(TablePointer pointer) {
    TableMetadata table = read(pointer);
    return table.schemasById().getOrDefault(pointer.schemaId(), table.schema());
  }

  private TableMetadata read(TablePointer table) {
    return metadata.read(Unreadable.location(table.metadata()));
  }
}
