package tools.peak.lake;

import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.annotation.StrategiesFile;
import tools.peak.lake.backup.Backup;
import tools.peak.lake.backup.BackupListener;
import tools.peak.lake.backup.BackupResult;
import tools.peak.lake.backup.Backups;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.CatalogProvider;
import tools.peak.lake.catalog.LakeFolder;
import tools.peak.lake.catalog.Leases;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.catalog.RunsTable;
import tools.peak.lake.catalog.Strategies;
import tools.peak.lake.export.FolderExport;
import tools.peak.lake.history.AuditTrail;
import tools.peak.lake.history.History;
import tools.peak.lake.history.NamedVersions;
import tools.peak.lake.ingest.Ingest;
import tools.peak.lake.ingest.IngestListener;
import tools.peak.lake.ingest.IngestOptions;
import tools.peak.lake.ingest.IngestResult;
import tools.peak.lake.query.Inventory;
import tools.peak.lake.query.LeasedEngine;
import tools.peak.lake.query.Queries;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.RunsById;
import tools.peak.lake.query.SqlQuery;
import tools.peak.lake.query.StatsQuery;
import tools.peak.lake.query.TableQuery;
import tools.peak.lake.query.plan.EngineTuning;
import tools.peak.lake.query.plan.QueryEngine;
import tools.peak.lake.query.plan.QueryEngineProvider;
import tools.peak.lake.query.plan.SqlValues;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.query.telemetry.ObservedQueryEngine;
import tools.peak.lake.retention.Retention;
import tools.peak.lake.retention.Undo;
import tools.peak.lake.retention.Undone;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.table.TableStoreProvider;
import tools.peak.lake.telemetry.LakeDeed;
import tools.peak.lake.telemetry.LakeSignals;
import tools.peak.lake.telemetry.LakeTelemetry;
import tools.peak.lake.upkeep.Compacted;
import tools.peak.lake.upkeep.Compaction;
import tools.peak.lake.upkeep.CompactionListener;
import tools.peak.lake.upkeep.CompactionPlan;
import tools.peak.lake.upkeep.Upkeep;
import tools.peak.lake.upkeep.Verification;
import tools.peak.lake.upkeep.VerifyOptions;
import tools.peak.lake.upkeep.VerifyReport;
import tools.peak.lake.words.LakeWords;
import tools.peak.lake.write.BatchWriter;
import tools.peak.storage.Storage;
import tools.peak.storage.local.LocalStorage;
import tools.peak.storage.object.ObjectStore;

/**
 * A lake of runs: a folder that holds Iceberg tables on Parquet and a catalog. Any number of
 * processes may read and write it at once; each sees whole versions.
 *
 * <p>Thread-safe. Close it to free the memory of the engine.
 */
public final class Lake implements AutoCloseable {
  private static final long QUERY_MEMORY = 2L << 30;
  private static final int INDEX_THREADS = 2;
  private static final long INDEX_MEMORY = 1L << 30;

  // Two passes of one process over one lake take turns: file locks only part processes.
  private static final ConcurrentMap<Path, ReentrantLock> PASSES = new ConcurrentHashMap<>();

  private final Clock clock;
  private final FailPoint.Listener milestones;
  private final Storage storage;
  private final LakeTelemetry telemetry;
  private final TableStore tables;
  private final Catalog catalog;
  private final LakeVersions versions;
  private final Actor actor = Actor.current();
  private @Nullable BatchWriter writer;
  private @Nullable QueryEngine engine;
  private boolean closed;

  private Lake(
      Clock clock,
      FailPoint.Listener milestones,
      LakeTelemetry telemetry,
      Storage storage,
      Path path,
      boolean create) {
    KnownSystem.require(System.getProperty("os.name", ""));
    this.storage = storage;
    this.clock = clock;
    this.telemetry = telemetry;
    this.milestones = milestones;
    this.tables = Parts.of(TableStoreProvider.class).open(storage, milestones);
    CatalogProvider catalogs = Parts.of(CatalogProvider.class);
    CatalogProvider.Context context =
        new CatalogProvider.Context(clock, milestones, telemetry, tables, runsTable(path), actor);
    this.catalog = create ? catalogs.openOrCreate(path, context) : catalogs.open(path, context);
    this.versions = new LakeVersions(catalog, tables);
  }

  /**
   * Opens a lake that is there.
   *
   * @throws LakeException if there is none, or none that can be used as it is
   */
  public static Lake open(Path path) {
    return new Lake(
        Clock.systemUTC(),
        FailPoint.Listener.none(),
        LakeTelemetry.global(),
        new LocalStorage(),
        path,
        false);
  }

  /**
   * The same, telling what it does to {@code openTelemetry} in place of the process's global one.
   */
  public static Lake open(Path path, OpenTelemetry openTelemetry) {
    return new Lake(
        Clock.systemUTC(),
        FailPoint.Listener.none(),
        LakeTelemetry.of(openTelemetry),
        new LocalStorage(),
        path,
        false);
  }

  /**
   * Opens a lake, and makes it first if the folder is missing or empty.
   *
   * @throws LakeException if something else lies there, or nothing can be written
   */
  public static Lake openOrCreate(Path path) {
    return openOrCreate(path, Clock.systemUTC(), FailPoint.Listener.none());
  }

  /**
   * The same, telling what it does to {@code openTelemetry} in place of the process's global one.
   */
  public static Lake openOrCreate(Path path, OpenTelemetry openTelemetry) {
    return new Lake(
        Clock.systemUTC(),
        FailPoint.Listener.none(),
        LakeTelemetry.of(openTelemetry),
        new LocalStorage(),
        path,
        true);
  }

  /** The same with a clock, and with somebody who is told how writes get on. */
  static Lake openOrCreate(Path path, Clock clock, FailPoint.Listener milestones) {
    return openOrCreate(path, clock, milestones, new LocalStorage());
  }

  /** The same with files that lie in a storage of its own kind. */
  static Lake openOrCreate(Path path, Clock clock, FailPoint.Listener milestones, Storage storage) {
    return new Lake(clock, milestones, LakeTelemetry.global(), storage, path, true);
  }

  /**
   * Makes a lake that was moved, copied, mounted elsewhere or brought back by other means one of
   * the place where it lies: its tables name their files there. Every version stays. A copy whose
   * original is still there gets an identity of its own. Stopped half-way the lake is as before.
   *
   * @throws LakeException if there is no lake, or its metadata can't be written anew
   */
  public static Relocated relocate(Path path) {
    LocalStorage storage = new LocalStorage();
    TableStore tables = Parts.of(TableStoreProvider.class).open(storage, FailPoint.Listener.none());
    return Parts.of(CatalogProvider.class)
        .relocate(
            path,
            new CatalogProvider.Context(
                Clock.systemUTC(),
                FailPoint.Listener.none(),
                LakeTelemetry.global(),
                tables,
                (pointer, visitor) -> {
                  throw new LakeException(
                      Code.INVALID_REQUEST,
                      path
                          + ": another program committed to it after it was moved: undo that, then"
                          + " relocate it");
                }));
  }

  /**
   * What lies in a place of backups: to be listed, verified, pruned, tried or restored. It needs no
   * lake.
   */
  public static Backups backups(ObjectStore store) {
    return new Backups(
        store,
        Clock.systemUTC(),
        Parts.of(CatalogProvider.class)::requireWhole,
        folder -> restored(folder, store.address()),
        LakeTelemetry.global());
  }

  /** A lake that was restored is one of its new place, and its audit says where it came from. */
  private static Relocated restored(Path folder, String from) {
    Relocated relocated = relocate(folder);
    try (Lake lake = open(folder)) {
      boolean _ =
          lake.catalog.change(
              "restore",
              change -> {
                var _ = change.deed().always().text("from", from);
                return true;
              });
    }
    return relocated;
  }

  /**
   * Backs up the newest version: what the place lacks is copied, and it is whole when this returns.
   * Interrupting the thread ends it early: what was copied is not copied again.
   *
   * @throws LakeException if the place holds another lake's backup, or something can't be read or
   *     written
   */
  public BackupResult backup(ObjectStore store, BackupListener listener) {
    return deed(LakeDeed.BACKUP, new Backup(catalog, tables, clock, store, listener)::run);
  }

  /** Reads the table of runs before there is a catalog: with an engine for that alone. */
  private RunsTable runsTable(Path path) {
    return (pointer, visitor) -> {
      try (QueryEngine once = engine(new LakeFolder(path), INDEX_THREADS, INDEX_MEMORY);
          RunsById runs = new RunsById(once, LakeVersions.runs(tables.snapshot(pointer)))) {
        for (RunIndex.Entry run = runs.next(); run != null; run = runs.next()) {
          visitor.accept(run);
        }
      }
    };
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
    ProcessMemory.requireRoom();
    ReentrantLock pass = PASSES.computeIfAbsent(path(), any -> new ReentrantLock(true));
    pass.lock();
    try {
      if (!options.dryRun()) {
        catalog.upgrade();
      }
      Supplier<IngestResult> ingest =
          () ->
              Ingest.run(
                  catalog,
                  tables,
                  writer(options.threads()),
                  roots,
                  options,
                  listener,
                  clock,
                  telemetry);
      LakeSignals signals = telemetry.on();
      return signals == null ? ingest.get() : signals.ingest(ingest);
    } finally {
      pass.unlock();
    }
  }

  /** Looks whether the lake is whole. Changes nothing; readers and writers go on meanwhile. */
  public VerifyReport verify() {
    return verify(VerifyOptions.DEFAULT);
  }

  /** The same, reading more or less of the files. */
  public VerifyReport verify(VerifyOptions options) {
    try (Leases.Lease _ = catalog.leases().read(Leases.ALL)) {
      return Verification.of(catalog, tables, engine(), options);
    }
  }

  /**
   * Tags a run. The last value of a key is in force; as-of finds the earlier ones.
   *
   * @throws LakeException if there is no such run
   */
  public void tag(String runId, String key, String value) {
    Tagging.Tagged _ = tags().set(List.of(runId), Map.of(key, value));
  }

  /** Writes a note on a run: its tag {@code note}. */
  public void note(String runId, String text) {
    Tagging.Tagged _ = tags().note(List.of(runId), text);
  }

  /** Tags and notes of any number of runs, in one version a call. */
  public Tagging tags() {
    return new Tagging(catalog, actor.name());
  }

  /**
   * Loads a file of strategies into the dimension of that name.
   *
   * @return how many strategies it names
   * @throws LakeException if the file is none of strategies
   */
  public int loadStrategies(Path file) {
    StrategiesFile strategies = StrategiesFile.read(file);
    catalog.upgrade();
    return catalog.change(
        "strategies",
        change -> {
          var _ =
              change
                  .deed()
                  .action("strategies load")
                  .text("file", file.toString())
                  .number("strategies", strategies.strategies().size());
          strategies.requireUnambiguous(change.strategies().aliases());
          change.strategies().put(strategies.strategies(), strategies.lastUpdated());
          return strategies.strategies().size();
        });
  }

  /** Asks for runs: {@code lake.runs().where("sharpe > 2").orderBy("sharpe desc").limit(10)}. */
  public TableQuery runs() {
    return queries().runs();
  }

  /** Asks for trades and fills. */
  public TableQuery trades() {
    return queries().trades();
  }

  /** Asks for points of equity curves. */
  public TableQuery equity() {
    return queries().equity();
  }

  /** Asks for the files of runs. */
  public TableQuery artifacts() {
    return queries().artifacts();
  }

  /** Asks for spans of runs' telemetry: how a run went. Empty for runs that were not traced. */
  public TableQuery spans() {
    return queries().spans();
  }

  /** Asks for the batches that were loaded. */
  public TableQuery ingests() {
    return queries().ingests();
  }

  /** Asks for statistics: {@code lake.stats("sharpe").by("strategy").period("2024-Q4")}. */
  public StatsQuery stats(String... metrics) {
    return queries().stats(metrics);
  }

  /** What metrics, parameters, tags and strategies there are at a version. */
  public Inventory inventory(AsOf asOf) {
    return new Inventory(queries(), asOf);
  }

  /** What can be named, for completion: no table is read. */
  public LakeWords words() {
    return new LakeWords(catalog);
  }

  /** Writes runs as plain run folders again. */
  public FolderExport folders() {
    return new FolderExport(queries());
  }

  /** Asks in SQL over the contract's tables: one statement that reads. */
  public SqlQuery sql(String statement) {
    return queries().sql(statement);
  }

  /**
   * The same with values: {@code sql("SELECT * FROM runs WHERE run_id = ? AND sharpe > ?", id, 2)}.
   *
   * @param values what each {@code ?} of the statement stands for: texts, numbers, booleans, days,
   *     instants, null; a collection behind {@code IN}, or as a list. None is ever read as SQL
   * @throws LakeException if a value is none of these; {@link SqlQuery#fetch} throws one if there
   *     are more or fewer of them than {@code ?}
   */
  public SqlQuery sql(String statement, @Nullable Object... values) {
    return queries().sql(statement, SqlValues.of(values));
  }

  /**
   * Makes a copy of the runs that is read faster than the tables' own files, beside them in the
   * folder {@code cache}. It is never what an answer rests on: what was loaded since is read from
   * the tables, and the folder may be deleted at any time.
   *
   * @return the bytes of the copy
   */
  public long warm() {
    return engine()
        .tuning()
        .map(this::warm)
        .orElseThrow(
            () -> new LakeException(Code.INVALID_REQUEST, "this engine makes no copies of runs"));
  }

  /** Of a version that does not expire meanwhile: no copy outlives it. */
  private long warm(EngineTuning tuning) {
    View view = snapshot();
    try (Leases.Lease _ = catalog.leases().read(view.version())) {
      return tuning.warm(view);
    }
  }

  /** Deletes what {@link #warm} made. */
  public void cool() {
    engine().tuning().ifPresent(EngineTuning::cool);
  }

  /**
   * Makes large files of small ones, table by table and partition by partition, and the copies that
   * make questions fast. No row changes; readers and writers go on meanwhile, and a partition that
   * one of them changed stays as it is. Stopped half-way, what was done stays.
   *
   * @param leastFiles how many small files a partition must have to be worth it, at least 2
   * @throws LakeException if a file can't be read or written; the lake is whole
   */
  public Compacted compact(int leastFiles, CompactionListener listener) {
    return deed(
        LakeDeed.COMPACT,
        () -> {
          Compacted compacted;
          try (Leases.Lease _ = catalog.leases().read(Leases.ALL)) { // it reads files for long
            compacted =
                new Compaction(
                        catalog,
                        tables,
                        writer(IngestOptions.DEFAULT.threads()),
                        leastFiles,
                        telemetry)
                    .run(listener);
          }
          if (compacted.filesAfter() < compacted.filesBefore()) {
            long _ = engine().tuning().map(this::warm).orElse(0L);
          }
          return compacted;
        });
  }

  /** What {@link #compact} would do now. */
  public CompactionPlan planCompact(int leastFiles) {
    return CompactionPlan.of(catalog.current(), tables, leastFiles);
  }

  private <T> T deed(LakeDeed deed, Supplier<T> work) {
    LakeSignals signals = telemetry.on();
    return signals == null ? work.get() : signals.deed(deed, clock, work);
  }

  /** What was done to the lake, by whom, and whether that record is whole. */
  public AuditTrail audit() {
    return new AuditTrail(catalog, queries());
  }

  /**
   * The lake's versions, newest first: {@code version, committed_at, actor, action, added,
   * replaced, removed, name}. See {@link History#log}.
   */
  public Result versions() {
    return history().log(Long.MAX_VALUE);
  }

  /** The lake's versions, what is between them, and their names. */
  public History history() {
    return new History(catalog, queries(), actor);
  }

  /** What may go, and when: rules, plans of what they take, holds. */
  public Retention retention() {
    return new Retention(
        catalog, tables, () -> writer(IngestOptions.DEFAULT.threads()), queries(), clock);
  }

  /**
   * Takes back the newest ingest, deletion or applied policy that is not taken back yet, in a new
   * version.
   *
   * @throws LakeException if there is none, or what is to come back is gone
   */
  public Undone undo() {
    return new Undo(
            catalog, tables, () -> writer(IngestOptions.DEFAULT.threads()), queries(), retention())
        .newest();
  }

  /** What looks after the lake's files: old versions, and files that nothing names. */
  public Upkeep upkeep() {
    return new Upkeep(
        new Upkeep.Parts(
            catalog,
            tables,
            storage,
            clock,
            milestones,
            telemetry,
            new NamedVersions(),
            this::cool));
  }

  /** The runs that are held at a version, by run_id. */
  public Result holds(AsOf asOf) {
    return versions.state(asOf, "holds");
  }

  /** The folders that are refused as of now, by path. */
  public Result rejects() {
    return rejects(AsOf.latest());
  }

  /** The folders that were refused at a version, by path. */
  public Result rejects(AsOf asOf) {
    return versions.state(asOf, "rejects");
  }

  /** Names that strategies had, and those they have now, at a version: {@code alias, strategy}. */
  public Result strategyAliases(AsOf asOf) {
    return versions.state(asOf, Strategies.ALIASES);
  }

  /** What of the runs was not taken at its word, at a version, by run_id. */
  public Result notices(AsOf asOf) {
    return versions.state(asOf, "notices");
  }

  /** The same of one run: what others have is not read. */
  public Result notices(AsOf asOf, String runId) {
    return versions.state(asOf, "notices", runId);
  }

  /** The tags and notes of one run at a version: what others have is not read. */
  public Result tags(AsOf asOf, String runId) {
    return versions.state(asOf, "tags", runId);
  }

  /** The tags and notes of all runs at a version. */
  public Result tags(AsOf asOf) {
    return versions.state(asOf, "tags");
  }

  private Queries queries() {
    return new Queries(
        versions::snapshot,
        new ObservedQueryEngine(new LeasedEngine(engine(), catalog), telemetry),
        clock);
  }

  private synchronized QueryEngine engine() {
    requireOpen();
    if (engine == null) {
      engine =
          engine(
              catalog.folder(),
              Runtime.getRuntime().availableProcessors(),
              ProcessMemory.besidesHeap(QUERY_MEMORY));
    }
    return engine;
  }

  private static QueryEngine engine(LakeFolder folder, int threads, long memory) {
    return Parts.of(QueryEngineProvider.class)
        .open(
            new QueryEngineProvider.Resources(threads, memory, folder.temporary(), folder.cache()));
  }

  private synchronized BatchWriter writer(int threads) {
    requireOpen();
    if (writer == null) {
      writer = new BatchWriter(storage, threads, catalog.folder()::data, milestones);
    }
    return writer;
  }

  /** Everything at the newest version. */
  View snapshot() {
    return versions.snapshot(AsOf.latest());
  }

  /** Everything as it was. */
  View snapshot(AsOf asOf) {
    return versions.snapshot(asOf);
  }

  /** What the lake stands on, for those who prove that it holds. */
  Catalog catalog() {
    return catalog;
  }

  TableStore tables() {
    return tables;
  }

  private synchronized void requireOpen() {
    if (closed) {
      throw LakeException.closed();
    }
  }

  /** Frees what it holds. Whoever asks it afterwards is told that the lake is closed. */
  @Override
  public synchronized void close() {
    closed = true;
    // Each is closed even when another's close fails; what is null was never opened.
    try (catalog;
        var _ = writer;
        var _ = engine) {}
  }
}
