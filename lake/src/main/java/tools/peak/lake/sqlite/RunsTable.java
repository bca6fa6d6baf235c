package tools.peak.lake.sqlite;

import java.sql.SQLException;
import tools.peak.lake.table.TablePointer;

/** Reads the table of runs, whoever wrote it. */
public interface RunsTable {
  /** Gives every run that the table holds. */
  void forEach(TablePointer runs, RunIndex.Visitor visitor) throws SQLException;
}
