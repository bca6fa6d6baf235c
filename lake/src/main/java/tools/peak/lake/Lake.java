package tools.peak.lake;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.ingest.Ingest;
import tools.peak.lake.ingest.IngestListener;
import tools.peak.lake.ingest.IngestOptions;
import tools.peak.lake.ingest.IngestResult;
import tools.peak.lake.internal.Milestone;
import tools.peak.lake.internal.Snapshot;
import tools.peak.lake.internal.TableSnapshot;
import tools.peak.lake.internal.catalog.Catalog;
import tools.peak.lake.internal.catalog.LakeFiles;
import tools.peak.lake.internal.catalog.LakeVersion;
import tools.peak.lake.internal.duckdb.BatchWriter;
import tools.peak.lake.internal.iceberg.IcebergTables;
import tools.peak.lake.maintenance.Verification;
import tools.peak.lake.maintenance.VerifyReport;
import tools.peak.lake.schema.LakeTable;

/**
 * A lake of runs: a folder that holds Iceberg tables on Parquet and a catalog. Any number of
 * processes may read and write it at once; each sees whole versions.
 *
 * <p>Thread-safe. Close it to free the memory of the engine.
 */
public final class Lake implements AutoCloseable {
  // Two passes of one process over one lake take turns: file locks only part processes.
  private static final ConcurrentMap<Path, ReentrantLock> PASSES = new ConcurrentHashMap<>();

  private final Clock clock;
  private final Milestone.Listener milestones;
  private final IcebergTables tables;
  private final Catalog catalog;
  private @Nullable BatchWriter writer;

  private Lake(Clock clock, Milestone.Listener milestones, Path path, boolean create) {
    this.clock = clock;
    this.milestones = milestones;
    this.tables = new IcebergTables(milestones);
    LakeFiles files = new LakeFiles(clock, milestones, tables);
    this.catalog = create ? files.openOrCreate(path) : files.open(path);
  }

  /**
   * Opens a lake that is there.
   *
   * @throws LakeException if there is none, or none that can be used as it is
   */
  public static Lake open(Path path) {
    return new Lake(Clock.systemUTC(), Milestone.Listener.none(), path, false);
  }

  /**
   * Opens a lake, and makes it first if the folder is missing or empty.
   *
   * @throws LakeException if something else lies there, or nothing can be written
   */
  public static Lake openOrCreate(Path path) {
    return openOrCreate(path, Clock.systemUTC(), Milestone.Listener.none());
  }

  /** The same with a clock, and with somebody who is told how writes get on. */
  static Lake openOrCreate(Path path, Clock clock, Milestone.Listener milestones) {
    return new Lake(clock, milestones, path, true);
  }

  /** The lake's folder, absolute. */
  public Path path() {
    return catalog.folder().root();
  }

  /** The number of the newest version. */
  public long version() {
    return catalog.current().number();
  }

  /** Loads run folders, or folders of them, with the default options. */
  public IngestResult ingest(Path... roots) {
    return ingest(List.of(roots), IngestOptions.DEFAULT, IngestListener.NONE);
  }

  /**
   * Loads run folders, or folders of them. Input is never changed. Interrupting the thread ends the
   * pass early: what was committed stays.
   *
   * @throws LakeException if a root can't be walked or the lake can't be written
   */
  public IngestResult ingest(List<Path> roots, IngestOptions options, IngestListener listener) {
    ReentrantLock pass = PASSES.computeIfAbsent(path(), any -> new ReentrantLock(true));
    pass.lock();
    try {
      return Ingest.run(
          catalog, tables, writer(options.threads()), roots, options, listener, clock);
    } finally {
      pass.unlock();
    }
  }

  /** Looks whether the lake is whole. Changes nothing; readers and writers go on meanwhile. */
  public VerifyReport verify() {
    return Verification.of(catalog, tables);
  }

  private BatchWriter writer(int threads) {
    if (writer == null) {
      writer = new BatchWriter(threads, catalog.folder()::data, milestones);
    }
    return writer;
  }

  private Snapshot snapshot(LakeVersion version) {
    Map<LakeTable, TableSnapshot> all = new EnumMap<>(LakeTable.class);
    version.tables().forEach((table, pointer) -> all.put(table, tables.snapshot(pointer)));
    return new Snapshot(version.number(), version.committedAt(), all, List.of());
  }

  /** Everything at the newest version. */
  Snapshot snapshot() {
    return snapshot(catalog.current());
  }

  /** Everything as it was at an instant; null before the lake's first version. */
  @Nullable Snapshot snapshotAt(Instant instant) {
    return catalog.versionAt(instant).map(this::snapshot).orElse(null);
  }

  /** What the lake stands on, for those who prove that it holds. */
  Catalog catalog() {
    return catalog;
  }

  IcebergTables tables() {
    return tables;
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
    catalog.close();
  }
}
