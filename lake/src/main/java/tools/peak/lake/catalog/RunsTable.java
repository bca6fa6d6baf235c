package tools.peak.lake.catalog;

import java.util.function.Consumer;
import tools.peak.lake.table.TablePointer;

/** Reads the table of runs, whoever wrote it. */
@FunctionalInterface
public interface RunsTable {
  /** Gives every run that the table holds. */
  void forEach(TablePointer runs, Consumer<RunIndex.Entry> visitor);
}
