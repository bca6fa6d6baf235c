package tools.peak.engine.duckdb.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TableSnapshot;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.read.RowCount;

/**
 * Which of a lake's files DuckDB could not read: what it says itself often names none. Lengths and
 * footers are looked at; for what lies between, verify reads every byte.
 */
public final class UnreadableFiles {
  private UnreadableFiles() {}

  /** Why a question could not be answered. */
  public static LakeException of(SQLException failure, View snapshot) {
    return of(DuckDbFailures.of(failure), snapshot);
  }

  /** The same for what is known of it already. */
  public static LakeException of(LakeException failure, View snapshot) {
    if (failure.code() != Code.IO) {
      return failure;
    }
    for (TableSnapshot table : snapshot.tables().values()) {
      for (StoredFile file : table.content()) {
        Optional<String> problem = problem(file);
        if (problem.isPresent()) {
          return new LakeException(
              Code.IO,
              file.path()
                  + " "
                  + problem.get()
                  + ": restore the lake from a backup; peak verify names all such files",
              failure);
        }
      }
    }
    return new LakeException(
        Code.IO, failure.getMessage() + "; peak verify names a file that is damaged", failure);
  }

  private static Optional<String> problem(StoredFile file) {
    Path path = Path.of(file.path());
    try {
      if (Files.size(path) != file.bytes()) {
        return Optional.of("is not as long as it was committed");
      }
      long _ = RowCount.of(path);
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.of("is gone");
    } catch (ParquetException e) {
      return Optional.of("is damaged");
    } catch (IOException e) {
      return Optional.of("can't be read (" + e.getMessage() + ")");
    }
  }
}
