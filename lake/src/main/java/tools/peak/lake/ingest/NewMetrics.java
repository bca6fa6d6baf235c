package tools.peak.lake.ingest;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.peak.evidence.Stat;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.MetricColumns;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.write.StagedRun;

/** Gives metrics that the lake has not seen before a column of {@code runs}. */
final class NewMetrics {
  private final Catalog catalog;
  private final TableStore tables;

  NewMetrics(Catalog catalog, TableStore tables) {
    this.catalog = catalog;
    this.tables = tables;
  }

  /** New columns are there before any file carries their ids: two writers never share one. */
  void add(List<StagedRun> runs) {
    Set<String> names = new LinkedHashSet<>();
    for (StagedRun run : runs) {
      for (Stat stat : run.run().metrics()) {
        if (stat.value() != null) {
          names.add(stat.metric());
        }
      }
    }
    if (missing(catalog.current().pointer(LakeTable.RUNS), names).isEmpty()) {
      return;
    }
    boolean _ =
        catalog.change(
            "schema",
            change -> {
              TablePointer pointer = change.pointer(LakeTable.RUNS);
              List<String> missing = missing(pointer, names);
              if (!missing.isEmpty()) {
                change.move(LakeTable.RUNS, tables.addMetrics(pointer, missing));
                var _ = change.deed().action("ingest").number("new_metrics", missing.size());
              }
              return true;
            });
  }

  private List<String> missing(TablePointer runs, Collection<String> names) {
    List<Column> columns = tables.fields(runs).stream().map(Field::column).toList();
    return MetricColumns.of(columns).missing(names);
  }
}
