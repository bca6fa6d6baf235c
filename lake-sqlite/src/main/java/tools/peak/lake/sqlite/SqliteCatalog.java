package tools.peak.lake.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.FailPoint;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.catalog.Audit;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.CatalogMoment;
import tools.peak.lake.catalog.CatalogProvider;
import tools.peak.lake.catalog.CatalogTransaction;
import tools.peak.lake.catalog.Commit;
import tools.peak.lake.catalog.FileDigests;
import tools.peak.lake.catalog.History;
import tools.peak.lake.catalog.Holds;
import tools.peak.lake.catalog.LakeFolder;
import tools.peak.lake.catalog.Leases;
import tools.peak.lake.catalog.Plans;
import tools.peak.lake.catalog.Rejects;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.catalog.RunNotices;
import tools.peak.lake.catalog.StateTable;
import tools.peak.lake.catalog.VersionLog;
import tools.peak.lake.catalog.VersionNames;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.telemetry.LakeSignals;

/** A catalog in {@code catalog.db}, and a file lock for who writes. */
final class SqliteCatalog implements Catalog {
  private final LakeFolder folder;
  private final CatalogProvider.Context context;
  private final ForeignCommits foreign;
  private final Readers readers;
  private @Nullable Sqlite writer;
  private volatile boolean closed;

  SqliteCatalog(LakeFolder folder, CatalogProvider.Context context) {
    this.folder = folder;
    this.context = context;
    this.foreign = new ForeignCommits(context.tables()::adopted, context.runs());
    this.readers = readers();
  }

  /** On a full disk SQLite has no room for what several readers and a writer share. */
  private Readers readers() {
    if (isWritable()) {
      try {
        return new ReaderPool(folder);
      } catch (LakeException e) {
        if (!SqliteFailure.isForWantOfRoom(e)) {
          throw e;
        }
      }
    }
    return new ReadOnlyReaders(folder);
  }

  @Override
  public LakeFolder folder() {
    return folder;
  }

  @Override
  public LakeVersion current() {
    adoptForeignCommits();
    return readDatabase(Versions::latest);
  }

  @Override
  public Optional<LakeVersion> version(long number) {
    adoptForeignCommits();
    return readDatabase(database -> Versions.byNumber(database, number));
  }

  @Override
  public Optional<LakeVersion> versionAt(Instant instant) {
    adoptForeignCommits();
    return readDatabase(database -> Versions.at(database, instant));
  }

  @Override
  public List<StateTable> state(LakeVersion version) {
    return SqliteStateTables.at(this, version.number());
  }

  @Override
  public Set<Partition> partitions(LakeTable table, Collection<String> runIds, long version) {
    return at(
        moment -> {
          if (moment.version().number() != version || !moment.indexTrust().covers(table)) {
            return Set.of();
          }
          Map<String, RunIndex.Entry> found = moment.runs().find(runIds);
          return found.size() < runIds.size()
              ? Set.of()
              : found.values().stream().map(RunIndex.Entry::partition).collect(Collectors.toSet());
        });
  }

  /** A moment within a transaction that reads. */
  private record Moment(Sqlite database, Path root, LakeVersion version) implements CatalogMoment {
    @Override
    public RunIndex runs() {
      return new SqliteRunIndex(database);
    }

    @Override
    public Rejects rejects() {
      return new SqliteRejects(database);
    }

    @Override
    public RunNotices notices() {
      return new SqliteNotices(database);
    }

    @Override
    public Holds holds() {
      return new SqliteHolds(database);
    }

    @Override
    public Plans plans() {
      return new SqlitePlans(database);
    }

    @Override
    public Audit audit() {
      return new SqliteAudit(database);
    }

    @Override
    public VersionLog log() {
      return new SqliteVersionLog(database);
    }

    @Override
    public List<String> tagKeys(int most) {
      return SqliteTags.keys(database, most);
    }

    @Override
    public List<String> tagValues(String key, int most) {
      return SqliteTags.values(database, key, most);
    }

    @Override
    public VersionNames versionNames() {
      return new SqliteVersionNames(database);
    }

    @Override
    public String identity() {
      return LakeFacts.read(database).getOrDefault(LakeFacts.ID, "");
    }

    @Override
    public void copyTo(Path file) {
      database.copyTo(file);
    }

    @Override
    public FileDigests digests() {
      return new SqliteFileDigests(database, root);
    }

    @Override
    public List<String> damages() {
      List<String> damages =
          database.query(row -> row.getString(1), "PRAGMA integrity_check(10)").stream()
              .filter(line -> !line.equals("ok"))
              .toList();
      return damages.isEmpty() ? new Coherence(database).contradictions() : damages;
    }

    @Override
    public History history() {
      return new SqliteHistory(database, root);
    }

    IndexTrust indexTrust() {
      return new IndexTrust(database);
    }
  }

  @Override
  public <T> T read(Function<CatalogMoment, T> reading) {
    return at(reading::apply);
  }

  private <T> T at(Function<Moment, T> reading) {
    return readDatabase(
        database -> {
          database.execute("SAVEPOINT peak_moment");
          try {
            return reading.apply(new Moment(database, folder.root(), Versions.latest(database)));
          } finally {
            database.execute("RELEASE peak_moment");
          }
        });
  }

  <T> T readDatabase(Function<Sqlite, T> reading) {
    requireOpen();
    return readers.read(reading);
  }

  @Override
  public <T> Commit<T> write(String operation, Function<CatalogTransaction, T> work) {
    LakeSignals signals = context.telemetry().on();
    return signals == null
        ? alone(operation, work::apply)
        : signals.commit(operation, () -> alone(operation, work::apply), Commit::failure);
  }

  /** The same for who knows more of a transaction than others. */
  <T> Commit<T> writeDatabase(String operation, Function<SqliteTransaction, T> work) {
    return alone(operation, work);
  }

  private <T> Commit<T> alone(String operation, Function<SqliteTransaction, T> work) {
    String lake = folder.root().toString();
    try {
      requireWritable();
      try (FileLock _ = FileLock.acquire(folder.writerLock())) {
        return transaction(operation, work);
      }
    } catch (LakeException e) {
      return new Commit.RolledBack<>(e);
    } catch (IOException e) {
      return new Commit.RolledBack<>(DiskFailure.of(lake, e));
    } catch (UncheckedIOException e) {
      return new Commit.RolledBack<>(
          DiskFailure.of(
              lake, Objects.requireNonNullElseGet(e.getCause(), () -> new IOException(e))));
    }
  }

  private <T> Commit<T> transaction(String operation, Function<SqliteTransaction, T> work) {
    Sqlite database = writer();
    database.execute("BEGIN IMMEDIATE");
    SqliteTransaction transaction;
    T result;
    boolean worked = false;
    try {
      foreign.adopt(database, begin(database));
      transaction = begin(database);
      result = work.apply(transaction);
      transaction.finish(operation);
      context.failPoints().reached(FailPoint.BEFORE_COMMIT);
      worked = true;
    } finally {
      if (!worked) {
        rollBack(database);
      }
    }
    try {
      database.execute("COMMIT");
    } catch (LakeException e) {
      return failedCommit(database, e);
    } catch (RuntimeException | Error e) {
      return unknown(database, new LakeException(Code.IO, e.toString(), e));
    }
    afterCommit(transaction);
    return new Commit.Committed<>(result);
  }

  private SqliteTransaction begin(Sqlite database) {
    return new SqliteTransaction(
        database,
        folder.root(),
        context.tables()::digests,
        Versions.latest(database),
        context.clock().instant(),
        context.actor());
  }

  /**
   * SQLite may have rolled back by itself, on a full disk for one: then it refuses, and what it
   * refused before is what is told. Whatever is left of the transaction goes with the connection.
   */
  private void rollBack(Sqlite database) {
    try {
      database.execute("ROLLBACK");
    } catch (LakeException e) {
      forget(database);
    }
  }

  private void forget(Sqlite database) {
    writer = null;
    try {
      database.close();
    } catch (LakeException e) {
      // The next change has a connection of its own.
    }
  }

  private <T> Commit<T> failedCommit(Sqlite database, LakeException failure) {
    if (SqliteFailure.isSurelyRolledBack(failure)) {
      rollBack(database);
      return new Commit.RolledBack<>(failure);
    }
    return unknown(database, failure);
  }

  private <T> Commit<T> unknown(Sqlite database, LakeException failure) {
    forget(database);
    return new Commit.Unknown<>(
        new LakeException(
            failure.code(),
            folder.root()
                + ": the commit failed, and whether it is in force nobody knows ("
                + failure.getMessage()
                + "); nothing was deleted: try again, which finds out",
            failure));
  }

  /** Whatever fails from here on, the change is in force, and so it is told. */
  private void afterCommit(SqliteTransaction transaction) {
    try {
      context.failPoints().reached(FailPoint.AFTER_COMMIT);
      LakeSignals signals = context.telemetry().on();
      if (signals != null && transaction.isVersion()) {
        signals.version(transaction.nextVersion());
      }
    } catch (RuntimeException | Error e) {
      // See above.
    }
  }

  /**
   * Makes what another program committed a version of the lake. Who may not write, or has no room
   * to, leaves that to the next who may, and reads on at the version before.
   *
   * @throws LakeException if that program made of a table what Peak can't go on with
   */
  private void adoptForeignCommits() {
    if (readDatabase(foreign::arePending) && isWritable()) {
      Commit<Boolean> adoption = write("external", _ -> true);
      LakeException failure = adoption.failure();
      if (failure != null && failure.code() == Code.NOT_A_LAKE) {
        throw failure;
      }
    }
  }

  private boolean isWritable() {
    return Files.isWritable(folder.catalog()) && Files.isWritable(folder.root());
  }

  private void requireWritable() {
    for (Path needed : List.of(folder.catalog(), folder.root(), folder.writerLock())) {
      if (Files.exists(needed) && !Files.isWritable(needed)) {
        throw new LakeException(
            Code.IO, needed + ": no permission to write; the lake is as before");
      }
    }
  }

  @Override
  public void requireOpen() {
    if (closed) {
      throw LakeException.closed();
    }
  }

  private Sqlite writer() {
    requireOpen();
    if (writer == null) {
      writer = Sqlite.open(folder.catalog());
    }
    return writer;
  }

  @Override
  public Leases leases() {
    requireOpen();
    return ReaderLeases.of(folder);
  }

  @Override
  public boolean scrub() {
    requireOpen();
    requireWritable();
    try (FileLock _ = FileLock.acquire(folder.writerLock())) {
      return CatalogScrub.of(folder);
    } catch (IOException e) {
      throw DiskFailure.of(folder.root().toString(), e);
    }
  }

  @Override
  public void upgrade() {
    requireOpen();
    LakeUpgrade.of(this, context);
  }

  /**
   * Who closes a catalog last moves its log into the database: under the writers' lock, because who
   * may only read takes the database for one that nobody changes while it has that lock.
   */
  @Override
  public void close() {
    closed = true;
    if (!isWritable() || !Files.exists(folder.writerLock())) { // or no lake at all
      closeConnections();
      return;
    }
    try (FileLock _ = FileLock.acquire(folder.writerLock())) {
      closeConnections();
    } catch (IOException e) {
      closeConnections();
    }
  }

  private void closeConnections() {
    try (readers) {
      if (writer != null) {
        writer.close();
      }
    }
  }
}
