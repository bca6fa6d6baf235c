package tools.peak.engine.duckdb.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tools.peak.engine.duckdb.sql.CopiedRuns;
import tools.peak.engine.duckdb.sql.SqlText;
import tools.peak.storage.local.TemporaryFolder;

/**
 * The newest copy of the runs, attached to a database for as long as somebody reads it: who warmed
 * anew has the disk back that the copy before took, whoever had it open. A copy that turned out to
 * be damaged is not looked at again.
 */
public final class AttachedCopies {
  private final Path folder;
  private final TemporaryFolder scratch;
  private final Set<String> distrusted = new HashSet<>();
  private @Nullable FileTime seen;
  private @Nullable Attached current;
  private int attached;

  /** A copy, and how many questions read it. */
  private static final class Attached {
    private final DuckDBConnection database;
    private final String name;
    private final String file;
    private final CopiedRuns runs;
    private int readers;

    Attached(DuckDBConnection database, String name, String file, CopiedRuns runs) {
      this.database = database;
      this.name = name;
      this.file = file;
      this.runs = runs;
    }
  }

  /** What a question reads until it is closed: a copy, or none. */
  public final class Lease implements AutoCloseable {
    private @Nullable Attached copy;
    private final Optional<CopiedRuns> runs;

    private Lease(@Nullable Attached copy) {
      this.copy = copy;
      this.runs = Optional.ofNullable(copy).map(each -> each.runs);
    }

    public Optional<CopiedRuns> runs() {
      return runs;
    }

    /** It can't be read: nobody is to ask it again. */
    public void distrust() {
      if (copy != null) {
        AttachedCopies.this.distrust(copy);
      }
    }

    @Override
    public void close() {
      Attached mine = copy;
      copy = null;
      if (mine != null) {
        giveBack(mine);
      }
    }
  }

  /**
   * @param folder where the copies lie
   * @param scratch where a link to it goes: DuckDB takes more of a database's path than its letters
   *     for something else
   */
  public AttachedCopies(Path folder, TemporaryFolder scratch) {
    this.folder = folder;
    this.scratch = scratch;
  }

  /** A lease of nothing. */
  public Lease none() {
    return new Lease(null);
  }

  /** What there is, attached to a database. */
  public synchronized Lease lease(DuckDBConnection database) {
    look(database);
    if (current != null) {
      current.readers++;
    }
    return new Lease(current);
  }

  private void look(DuckDBConnection database) {
    try {
      FileTime changed = Files.isDirectory(folder) ? Files.getLastModifiedTime(folder) : null;
      if (changed == null) {
        become(null);
      } else if (!changed.equals(seen)) {
        Optional<Path> newest = newest();
        boolean isSame =
            current != null
                && newest.isPresent()
                && newest.get().getFileName().toString().equals(current.file);
        if (!isSame) {
          become(newest.isEmpty() ? null : attach(database, newest.get()));
        }
        boolean isTold = newest.isEmpty() || current != null;
        seen = isTold ? changed : null; // a failure may pass
      }
    } catch (IOException e) {
      become(null); // it is only a copy
    }
  }

  private void become(@Nullable Attached next) {
    Attached before = current;
    current = next;
    if (next == null) {
      seen = null;
    }
    if (before != null && before.readers == 0) {
      detach(before.database, before.name);
    }
  }

  private synchronized void giveBack(Attached copy) {
    copy.readers--;
    if (copy.readers == 0 && copy != current) {
      detach(copy.database, copy.name);
    }
  }

  private synchronized void distrust(Attached copy) {
    boolean _ = distrusted.add(copy.file);
    if (copy == current) {
      become(null);
    }
  }

  private Optional<Path> newest() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(AttachedCopies::isCopy)
          .filter(file -> !distrusted.contains(file.getFileName().toString()))
          .max(Comparator.comparing(AttachedCopies::modified));
    }
  }

  /** Whether a file is a copy, by its name. */
  public static boolean isCopy(Path file) {
    return file.getFileName().toString().matches("runs-[-0-9a-f]{36}\\.duckdb");
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  /** The folder by a path that DuckDB understands. */
  private Path plain() throws IOException {
    Path link = scratch.path().resolve("copies");
    if (!Files.isSymbolicLink(link)) {
      Files.createSymbolicLink(link, folder.toAbsolutePath());
    }
    return link;
  }

  /** Gives null for what can't be read: another version of DuckDB made it, or it is damaged. */
  private @Nullable Attached attach(DuckDBConnection database, Path copy) throws IOException {
    String file = copy.getFileName().toString();
    String name = "hot" + attached++;
    try (Statement statement = database.createStatement()) {
      statement.execute(
          "ATTACH "
              + SqlText.literal(plain().resolve(file).toString())
              + " AS "
              + name
              + " (READ_ONLY)");
      Map<String, Integer> files = new HashMap<>();
      try (ResultSet rows = statement.executeQuery("SELECT path, id FROM " + name + ".files")) {
        while (rows.next()) {
          files.put(rows.getString(1), rows.getInt(2));
        }
      }
      Set<Integer> fields = new HashSet<>();
      try (ResultSet rows = statement.executeQuery("SELECT id FROM " + name + ".fields")) {
        while (rows.next()) {
          fields.add(rows.getInt(1));
        }
      }
      CopiedRuns runs = new CopiedRuns(name + ".runs", Map.copyOf(files), Set.copyOf(fields));
      return new Attached(database, name, file, runs);
    } catch (SQLException e) {
      detach(database, name);
      return null;
    }
  }

  /** DuckDB attaches a file once: one that can't be read stands in the way of the next try. */
  private static void detach(DuckDBConnection database, String name) {
    try (Connection own = database.duplicate();
        Statement statement = own.createStatement()) {
      statement.execute("DETACH DATABASE IF EXISTS " + name);
    } catch (SQLException e) {
      // it is only a copy
    }
  }
}
