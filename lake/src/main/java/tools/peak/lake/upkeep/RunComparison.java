package tools.peak.lake.upkeep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.query.RunsById;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.filter.Kind;
import tools.peak.lake.query.filter.SortKey;
import tools.peak.lake.query.plan.Aggregate;
import tools.peak.lake.query.plan.Cursor;
import tools.peak.lake.query.plan.QueryEngine;
import tools.peak.lake.query.plan.Request;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.schema.LakeTable;

/**
 * Compares the table of runs with the index and with the tables of runs' rows, each read once in
 * the order of run_id: memory does not grow with the number of runs. Of each kind of finding the
 * first are told, since each run could be one.
 */
final class RunComparison {
  private static final int MOST = 100;
  private static final Expression RUN_ID =
      new Expression.Attribute(new Column("run_id", ColumnType.TEXT));

  private final QueryEngine engine;
  private final View view;

  RunComparison(QueryEngine engine, View view) {
    this.engine = engine;
    this.view = view;
  }

  /** Runs that stand in the table more than once, and those that the index tells otherwise. */
  List<Finding> withIndex(Consumer<Consumer<RunIndex.Entry>> index) {
    try (RunsById runs = new RunsById(engine, view)) {
      IndexMerge merge = new IndexMerge(runs);
      index.accept(merge::indexed);
      merge.finish();
      List<Finding> findings = new ArrayList<>();
      long nameless = engine.count(LakeTable.RUNS, new Condition.IsNull(RUN_ID), view);
      if (nameless > 0) {
        findings.add(new Finding.RowsWithoutRun(LakeTable.RUNS.tableName(), "NULL", nameless));
      }
      merge.rows.forEach((id, rows) -> findings.add(new Finding.DuplicateRun(id, rows)));
      merge.differences.forEach((id, detail) -> findings.add(new Finding.IndexDiffers(id, detail)));
      return findings;
    }
  }

  /** Runs that are in the index though they are marked as purged. */
  static List<Finding> purged(RunIndex index) {
    List<Finding> findings = new ArrayList<>();
    index.forEach(
        run -> {
          if (findings.size() < MOST && index.isPurged(run.runId(), run.digest())) {
            findings.add(
                new Finding.IndexDiffers(run.runId(), "is in the index and marked as purged"));
          }
        });
    return findings;
  }

  /** Rows of a table whose run is not in the table of runs. */
  List<Finding> rowsWithoutRun(LakeTable table) {
    List<Finding> findings = new ArrayList<>();
    try (RunsById runs = new RunsById(engine, view);
        Cursor rows = engine.run(rowsOfRuns(table), view)) {
      RunIndex.Entry run = runs.next();
      for (List<@Nullable Object> row = rows.next();
          row != null && findings.size() < MOST;
          row = rows.next()) {
        String id = (String) row.get(0);
        while (id != null && run != null && RunsById.compare(run.runId(), id) < 0) {
          run = runs.next();
        }
        if (id == null || run == null || !run.runId().equals(id)) {
          findings.add(
              new Finding.RowsWithoutRun(
                  table.tableName(),
                  id == null ? "NULL" : id,
                  row.get(1) instanceof Long number ? number : 0));
        }
      }
    }
    return findings;
  }

  private static Request rowsOfRuns(LakeTable table) {
    return new Request.Aggregation(
        table,
        List.of(new Request.Output("run_id", RUN_ID)),
        List.of(
            new Request.Measure("rows", new Aggregate.Count(), new Expression.NumberLiteral(1))),
        Condition.ALWAYS,
        Condition.ALWAYS,
        List.of(new SortKey(new Expression.Output(0, Kind.TEXT), false)),
        Request.UNLIMITED);
  }

  /** Goes along the table of runs as the index is read. */
  private static final class IndexMerge {
    private final RunsById runs;
    private final Map<String, Long> rows = new TreeMap<>();
    private final Map<String, String> differences = new TreeMap<>();
    private RunIndex.@Nullable Entry run;

    IndexMerge(RunsById runs) {
      this.runs = runs;
      this.run = runs.next();
    }

    void indexed(RunIndex.Entry entry) {
      passOver(entry.runId());
      if (run == null || !run.runId().equals(entry.runId())) {
        differs(entry.runId(), "is in the index and not in the table runs");
      }
      boolean isSame = true;
      long found = 0;
      while (run != null && run.runId().equals(entry.runId())) {
        isSame &= run.equals(entry);
        found++;
        run = runs.next();
      }
      count(entry.runId(), found);
      if (!isSame) {
        differs(entry.runId(), "is not the same in the index and in the table runs");
      }
    }

    /** Runs before that id, or all that are left, have none in the index. */
    private void passOver(@Nullable String until) {
      while (run != null && (until == null || RunsById.compare(run.runId(), until) < 0)) {
        String id = run.runId();
        long found = 0;
        while (run != null && run.runId().equals(id)) {
          found++;
          run = runs.next();
        }
        count(id, found);
        differs(id, "is in the table runs and not in the index");
      }
    }

    void finish() {
      passOver(null);
    }

    private void count(String id, long found) {
      if (found > 1 && rows.size() < MOST) {
        rows.put(id, found);
      }
    }

    private void differs(String id, String detail) {
      if (differences.size() < MOST) {
        differences.put(id, detail);
      }
    }
  }
}
