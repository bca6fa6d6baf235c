package tools.peak.importers.mlflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;
import tools.peak.evidence.folder.ReadFailures;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.importers.EntrySource;

/**
 * The runs of an SQLite store, some hundred at a time: between two portions nobody is kept from
 * writing to it.
 */
final class DatabaseSource extends EntrySource {
  private final ReadLimits limits;
  private final String file;

  DatabaseSource(Path entry, ReadLimits limits) {
    super(entry);
    this.limits = limits;
    this.file = String.valueOf(entry.getFileName());
  }

  @Override
  public long find(Visitor visitor) throws InterruptedException {
    Database.@Nullable State state = null;
    try {
      state = Database.State.of(entry());
      StorePortion.Place place;
      try (Database database = Database.open(entry())) {
        place = place(database);
      }
      String after = "";
      while (true) {
        StorePortion portion;
        try (Database database = Database.open(entry())) {
          portion = StorePortion.read(place, database, after);
        }
        for (DatabaseRun run : portion.runs()) {
          visitor.item(run);
        }
        for (String broken : portion.broken()) {
          visitor.unreadable(
              id(broken), new Problem.InvalidStore(file, "run " + broken + " can't be read"));
        }
        if (portion.last() == null) {
          return 0;
        }
        after = portion.last();
      }
    } catch (SQLException e) {
      visitor.item(new UnreadStore(entry(), state, Database.isBusy(e), problem(Database.words(e))));
    } catch (IOException e) {
      visitor.unreadable(entry().toString(), new Problem.Unreadable(file, ReadFailures.reason(e)));
    }
    return 0;
  }

  private StorePortion.Place place(Database database) throws SQLException {
    String schema = database.schema();
    String missing = database.missing();
    if (missing != null) {
      throw new SQLException(
          "its schema"
              + (schema == null ? "" : ", version " + schema + ",")
              + " has no "
              + missing
              + ": stores of MLflow 1.20 to 3 are read; mlflow db upgrade brings an older one up"
              + " to date");
    }
    return new StorePortion.Place(entry(), file, schema, limits);
  }

  private Problem problem(String detail) {
    return new Problem.InvalidStore(file, detail);
  }

  @Override
  public boolean isGone(String id) {
    if (Files.notExists(entry())) {
      return true;
    }
    if (id.length() <= entry().toString().length() + 1) {
      return false; // the store itself
    }
    String runId = id.substring(entry().toString().length() + 1);
    if (!id(runId).equals(id)) {
      return false; // not the run's own name: nobody can tell
    }
    try (Database database = Database.open(entry())) {
      StorePortion.Place place = new StorePortion.Place(entry(), file, null, limits);
      return Optional.ofNullable(StorePortion.one(place, database, runId)).isEmpty();
    } catch (SQLException | IOException e) {
      return false; // nobody can tell
    }
  }
}
