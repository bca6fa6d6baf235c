package tools.peak.lake.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.history.VersionDiff.Change;
import tools.peak.lake.query.RunsById;
import tools.peak.lake.query.plan.QueryEngine;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TableSnapshot;

/** Finds out what changed from one version of a lake to another. */
final class VersionComparison {
  private VersionComparison() {}

  static VersionDiff of(View before, View after, QueryEngine engine) {
    List<Change> changes = new ArrayList<>();
    tables(before, after, changes);
    runs(before, after, engine, changes);
    changes.addAll(StateComparison.of("tag", "tags", 2, before, after));
    changes.addAll(StateComparison.of("hold", "holds", 1, before, after));
    return new VersionDiff(before.version(), after.version(), changes);
  }

  private static void tables(View before, View after, List<Change> changes) {
    for (LakeTable table : LakeTable.values()) {
      TableSnapshot was = Objects.requireNonNull(before.tables().get(table));
      TableSnapshot is = Objects.requireNonNull(after.tables().get(table));
      if (was.rows() != is.rows()) {
        changes.add(
            new Change(
                "table",
                "changed",
                table.tableName(),
                null,
                Long.toString(was.rows()),
                Long.toString(is.rows())));
      }
      if (table == LakeTable.RUNS) {
        columns(names(was), names(is), false, changes);
        columns(names(is), names(was), true, changes);
      }
    }
  }

  private static Set<String> names(TableSnapshot runs) {
    return runs.fields().stream().map(field -> field.column().name()).collect(Collectors.toSet());
  }

  private static void columns(
      Set<String> there, Set<String> others, boolean isNew, List<Change> changes) {
    there.stream()
        .filter(name -> !others.contains(name))
        .sorted()
        .forEach(
            name ->
                changes.add(
                    new Change("metric", isNew ? "added" : "removed", name, null, null, null)));
  }

  /** Both are in the order of run_id: one pass. */
  private static void runs(View before, View after, QueryEngine engine, List<Change> changes) {
    try (RunStates old = RunStates.of(before, after, engine);
        RunStates now = RunStates.of(after, before, engine)) {
      while (old.current() != null || now.current() != null) {
        RunStates.@Nullable State was = old.current();
        RunStates.@Nullable State is = now.current();
        int order = order(was, is);
        if (order <= 0) {
          old.advance();
        }
        if (order >= 0) {
          now.advance();
        }
        add(order <= 0 ? was : null, order >= 0 ? is : null, changes);
      }
    }
  }

  private static int order(RunStates.@Nullable State was, RunStates.@Nullable State is) {
    if (was == null || is == null) {
      return was == null ? 1 : -1;
    }
    return RunsById.compare(was.runId(), is.runId());
  }

  private static void add(
      RunStates.@Nullable State was, RunStates.@Nullable State is, List<Change> changes) {
    if (!Objects.equals(was, is)) {
      changes.add(
          Change.of(
              "run",
              Objects.requireNonNull(was == null ? is : was).runId(),
              null,
              was == null ? null : was.evidence(),
              is == null ? null : is.evidence()));
    }
  }
}
