package tools.peak.engine.duckdb;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.FailPoint;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.NewFile;

/** Copies files on write: a file's rows again, without those of some runs. */
public final class FileRewriter implements AutoCloseable {
  private static final String MEMORY = "1GB";

  private final DuckDBConnection database;
  private final FailPoint.Listener milestones;

  /** Opens a DuckDB of its own. */
  public FileRewriter(int threads, FailPoint.Listener milestones) {
    this.milestones = milestones;
    try {
      database = DuckDb.open(threads, MEMORY);
    } catch (SQLException e) {
      throw new LakeException(Code.IO, "DuckDB can't start: " + e.getMessage(), e);
    }
  }

  /**
   * Writes a file's rows again without some runs, synced.
   *
   * @param folder where the new file goes
   * @return nothing if no row is left
   */
  public Optional<NewFile> rewrite(
      LakeTable table,
      @Nullable Partition partition,
      Path folder,
      String file,
      List<Field> fields,
      Collection<String> runsToDrop) {
    if (Thread.currentThread().isInterrupted()) {
      throw new LakeException(Code.IO, "interrupted; the lake is as before");
    }
    try (Statement statement = database.createStatement()) {
      statement.execute("CREATE OR REPLACE TEMP TABLE gone (run_id VARCHAR)");
      try (DuckDBAppender appender = database.createAppender("temp", "main", "gone")) {
        for (String runId : runsToDrop) {
          appender.beginRow();
          appender.append(runId);
          appender.endRow();
        }
      }
      return new CopiedFile(
              table, partition, folder, fields, CopiedFile.USUAL_ROWS_A_GROUP, milestones)
          .copy(
              statement,
              "SELECT %s FROM %s WHERE run_id NOT IN (SELECT run_id FROM gone)"
                  .formatted(ColumnSql.names(fields), ColumnSql.scan(List.of(file), fields)));
    } catch (SQLException | IOException e) {
      throw DiskFailure.of("writing to " + folder, e);
    }
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException e) {
      throw new LakeException(Code.IO, "DuckDB can't close: " + e.getMessage(), e);
    }
  }
}
