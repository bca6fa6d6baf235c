package tools.peak.lake.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.peak.lake.catalog.Strategies;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.filter.Names;
import tools.peak.lake.query.filter.Renames;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.LakeTable;

/**
 * What the strategies of runs are called at a version of the lake: {@code strategy} is the current
 * name, {@code recorded_strategy} the one that the run was loaded with.
 */
public final class StrategyNames {
  /** The column of the name that a run was loaded with. */
  public static final String RECORDED = LakeTable.RECORDED_STRATEGY;

  /** The columns of runs that are no metrics. */
  public static final Set<String> ATTRIBUTES =
      Stream.concat(LakeTable.RUNS.columns().stream().map(Column::name), Stream.of(RECORDED))
          .collect(Collectors.toUnmodifiableSet());

  private static final String STRATEGY = "strategy";

  private StrategyNames() {}

  /** The aliases of that version, for questions that take a former name for the current one. */
  public static Renames of(View snapshot) {
    return of(snapshot, false);
  }

  private static Renames of(View snapshot, boolean isStrict) {
    Map<String, String> current = new LinkedHashMap<>();
    snapshot.state().stream()
        .filter(table -> table.name().equals(Strategies.ALIASES))
        .forEach(
            table ->
                table
                    .rows()
                    .forEach(
                        row ->
                            current.put(String.valueOf(row.get(0)), String.valueOf(row.get(1)))));
    return current.isEmpty() ? Renames.NONE : new Renames(current, isStrict);
  }

  /** The columns of runs by name. Where nothing was renamed they are the table's own. */
  static Map<String, Expression> columns(View snapshot, boolean isStrict) {
    Map<String, Expression> columns = new LinkedHashMap<>();
    Renames renames = of(snapshot, isStrict);
    for (Column column : LakeTable.RUNS.columns()) {
      Expression recorded = new Expression.Attribute(column);
      boolean isStrategy = column.name().equals(STRATEGY);
      columns.put(
          column.name(),
          isStrategy && !renames.isEmpty()
              ? new Expression.Renamed(STRATEGY, recorded, renames)
              : recorded);
      if (isStrategy) {
        columns.put(RECORDED, new Expression.Renamed(RECORDED, recorded, Renames.NONE));
      }
    }
    return columns;
  }

  /** The columns that are shown unasked: the recorded name only where it may be another. */
  static List<String> shown(LakeTable table, Names names) {
    return table.definition().shown().stream()
        .map(Column::name)
        .flatMap(
            name ->
                name.equals(STRATEGY) && names.attributes().get(name) instanceof Expression.Renamed
                    ? Stream.of(name, RECORDED)
                    : Stream.of(name))
        .toList();
  }
}
