package tools.peak.lake.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
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
import tools.peak.lake.catalog.LakeFolder;
import tools.peak.lake.catalog.StateTable;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.telemetry.LakeSignals;
import tools.peak.lake.telemetry.LakeTelemetry;

/**
 * The one place where a lake changes: a SQLite database that holds where each table stands, the
 * index of runs, and the small tables. A change of any number of tables is one transaction.
 */
public final class SqliteCatalog implements AutoCloseable {
  private final LakeFolder folder;
  private final Clock clock;
  private final FailPoint.Listener milestones;
  private final LakeTelemetry telemetry;
  private final Function<String, TablePointer> pointerTo;
  private final RunsTable runsTable;
  private final Connection reader;
  private @Nullable Connection writer;

  SqliteCatalog(
      LakeFolder folder,
      Clock clock,
      FailPoint.Listener milestones,
      LakeTelemetry telemetry,
      Function<String, TablePointer> pointerTo,
      RunsTable runsTable) {
    this.folder = folder;
    this.clock = clock;
    this.milestones = milestones;
    this.telemetry = telemetry;
    this.pointerTo = pointerTo;
    this.runsTable = runsTable;
    this.reader = Sqlite.open(folder.catalog());
  }

  /** Something that reads or changes the catalog within a transaction. */
  public interface Work<T> {
    T run(CatalogTransaction transaction) throws SQLException;
  }

  /** Something that reads the catalog. */
  public interface Reading<T> {
    T read(Connection connection) throws SQLException;
  }

  public LakeFolder folder() {
    return folder;
  }

  /** The newest version. */
  public LakeVersion current() {
    return read(Versions::latest);
  }

  /** A version by its number, with the newest metadata; empty where there was none. */
  public Optional<LakeVersion> version(long number) {
    return read(connection -> Versions.byNumber(connection, number));
  }

  /** The version that was in force at an instant; empty before the lake's first. */
  public Optional<LakeVersion> versionAt(Instant instant) {
    return read(connection -> Versions.at(connection, instant));
  }

  /** The small tables as they were at a version. */
  public List<StateTable> state(LakeVersion version) {
    return StateTables.at(this, version.number());
  }

  /**
   * The partitions of runs at a version; empty unless the index speaks of just that version, knows
   * each of them, and no other program ever changed the tables.
   */
  public Set<Partition> places(Collection<String> runIds, long version) {
    return readAtOnce(
        moment -> {
          if (moment.version().number() != version || !moment.runs().isComplete()) {
            return Set.of();
          }
          Map<String, RunIndex.Entry> found = moment.runs().find(runIds);
          return found.size() < runIds.size()
              ? Set.of()
              : found.values().stream().map(RunIndex.Entry::partition).collect(Collectors.toSet());
        });
  }

  /** Reads the catalog as of now. */
  public <T> T read(Reading<T> reading) {
    synchronized (reader) {
      return Sqlite.attempt(folder.catalog(), () -> reading.read(reader));
    }
  }

  /** The catalog at one moment, for questions that take a while. */
  public record Moment(LakeVersion version, RunIndex runs) {}

  /** Answers from one moment of the catalog. */
  public interface Answer<T> {
    T of(Moment moment) throws SQLException;
  }

  /** Reads any amount of the catalog as of one moment. Writers go on meanwhile. */
  public <T> T readAtOnce(Answer<T> answer) {
    return read(
        connection -> {
          Sqlite.execute(connection, "BEGIN");
          try {
            return answer.of(new Moment(Versions.latest(connection), new RunIndex(connection)));
          } finally {
            Sqlite.execute(connection, "COMMIT");
          }
        });
  }

  /**
   * Changes the lake: one writer at a time, all or nothing. If the work moved a pointer or says so,
   * a new version of the lake is in force when this returns.
   *
   * @throws LakeException if the change can't be made; then the lake is as before
   */
  public <T> T write(String operation, Work<T> work) {
    LakeSignals signals = telemetry.on();
    return signals == null
        ? alone(operation, work)
        : signals.commit(operation, () -> alone(operation, work));
  }

  private <T> T alone(String operation, Work<T> work) {
    try (FileLock _ = FileLock.acquire(folder.writerLock())) {
      return transaction(operation, work);
    } catch (IOException e) {
      throw DiskFailure.of(folder.root().toString(), e);
    } catch (UncheckedIOException e) {
      throw DiskFailure.of(
          folder.root().toString(),
          Objects.requireNonNullElseGet(e.getCause(), () -> new IOException(e)));
    }
  }

  private <T> T transaction(String operation, Work<T> work) {
    Connection connection = writer();
    return Sqlite.attempt(
        folder.catalog(),
        () -> {
          Sqlite.execute(connection, "BEGIN IMMEDIATE");
          boolean committed = false;
          try {
            adoptForeignCommits(connection);
            CatalogTransaction transaction =
                new CatalogTransaction(connection, Versions.latest(connection), now());
            T result = work.run(transaction);
            transaction.finish(operation);
            milestones.reached(FailPoint.BEFORE_COMMIT);
            Sqlite.execute(connection, "COMMIT");
            committed = true;
            milestones.reached(FailPoint.AFTER_COMMIT);
            tell(transaction);
            return result;
          } finally {
            if (!committed) {
              Sqlite.execute(connection, "ROLLBACK");
            }
          }
        });
  }

  private void tell(CatalogTransaction transaction) {
    LakeSignals signals = telemetry.on();
    if (signals != null && transaction.isVersion()) {
      signals.version(transaction.nextVersion());
    }
  }

  /** Whether another program moved a table's pointer since Peak's last version. */
  boolean hasForeignCommits() {
    return read(connection -> !foreignPointers(connection).isEmpty());
  }

  /** Makes what another program committed a version of the lake. */
  void adoptForeignCommits() {
    var _ = write("external", _ -> true);
  }

  private void adoptForeignCommits(Connection connection) throws SQLException {
    Map<LakeTable, TablePointer> moved = foreignPointers(connection);
    if (!moved.isEmpty()) {
      CatalogTransaction transaction =
          new CatalogTransaction(connection, Versions.latest(connection), now());
      moved.forEach(transaction::move);
      transaction.finish("external");
      TablePointer runs = moved.get(LakeTable.RUNS);
      if (runs != null) {
        index(connection, runs);
      }
    }
  }

  /** A run that another program deleted is to be read again, and one that it added is known. */
  private void index(Connection connection, TablePointer runs) throws SQLException {
    Sqlite.execute(connection, "SAVEPOINT peak_index");
    try {
      new RunIndex(connection).rebuild(runsTable, runs);
    } catch (LakeException e) {
      // Peak can't read such a table, and every question says why: the index stays as it was.
      Sqlite.execute(connection, "ROLLBACK TO peak_index");
    }
    Sqlite.execute(connection, "RELEASE peak_index");
  }

  private Map<LakeTable, TablePointer> foreignPointers(Connection connection) throws SQLException {
    Map<LakeTable, TablePointer> moved = new EnumMap<>(LakeTable.class);
    List<Map.Entry<String, String>> rows =
        Sqlite.query(
            connection,
            row -> Map.entry(row.getString(1), row.getString(2)),
            """
            SELECT i.table_name, i.metadata_location
            FROM iceberg_tables i JOIN peak_version_tables v ON v.table_name = i.table_name
            WHERE i.catalog_name = 'peak' AND i.table_namespace = 'lake'
              AND v.version = (SELECT max(version) FROM peak_versions)
              AND v.metadata_location <> i.metadata_location
            """);
    for (Map.Entry<String, String> row : rows) {
      LakeTable table = LakeTable.valueOf(row.getKey().toUpperCase(Locale.ROOT));
      moved.put(table, pointerTo.apply(row.getValue()));
    }
    return moved;
  }

  private Connection writer() {
    if (writer == null) {
      Path catalog = folder.catalog();
      if (!Files.isWritable(catalog) || !Files.isWritable(folder.root())) {
        throw new LakeException(
            Code.IO, folder.root() + ": no permission to write; the lake is as before");
      }
      writer = Sqlite.open(catalog);
    }
    return writer;
  }

  private Instant now() {
    return clock.instant();
  }

  @Override
  public void close() {
    Sqlite.attempt(
        folder.catalog(),
        () -> {
          reader.close();
          if (writer != null) {
            writer.close();
          }
          return true;
        });
  }
}
