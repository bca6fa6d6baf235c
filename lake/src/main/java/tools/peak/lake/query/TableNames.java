package tools.peak.lake.query;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import tools.peak.lake.query.filter.Keys;
import tools.peak.lake.query.filter.Names;
import tools.peak.lake.query.filter.RelatedRows;
import tools.peak.lake.query.filter.Space;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;

/** What names stand for in the tables of a version of the lake. */
final class TableNames {
  private TableNames() {}

  static Names of(LakeTable table, View snapshot, Queries queries) {
    return of(table, snapshot, queries, false);
  }

  /**
   * The same.
   *
   * @param isStrict whether conditions have to name strategies by their current names
   */
  static Names of(LakeTable table, View snapshot, Queries queries, boolean isStrict) {
    Keys keys = queries.engine().keys(snapshot);
    Names names = ofRows(table, snapshot, keys, isStrict);
    return table == LakeTable.RUNS
        ? names.with(
            new RelatedRows(
                ofRows(LakeTable.TRADES, snapshot, keys, isStrict),
                new OtherRun(queries, snapshot)))
        : names;
  }

  private static Names ofRows(LakeTable table, View snapshot, Keys keys, boolean isStrict) {
    return new Names(
        table.tableName(),
        table == LakeTable.RUNS
            ? StrategyNames.columns(snapshot, isStrict)
            : Names.columns(table.columns()),
        table == LakeTable.RUNS ? metricColumns(snapshot) : Set.of(),
        switch (table) {
          case RUNS -> EnumSet.of(Space.OVERFLOW, Space.PARAMS, Space.META, Space.TAGS);
          case TRADES -> EnumSet.of(Space.OTHERS);
          case SPANS -> EnumSet.of(Space.ATTRIBUTES, Space.RESOURCE);
          case EQUITY, ARTIFACTS, INGESTS -> EnumSet.noneOf(Space.class);
        },
        keys);
  }

  private static Set<String> metricColumns(View snapshot) {
    Set<String> contract =
        LakeTable.RUNS.columns().stream().map(Column::name).collect(Collectors.toSet());
    Set<String> metrics = new LinkedHashSet<>();
    for (Field field : Objects.requireNonNull(snapshot.tables().get(LakeTable.RUNS)).fields()) {
      if (!contract.contains(field.column().name())) {
        metrics.add(field.column().name());
      }
    }
    return metrics;
  }

  /** All metrics, those that are columns first. */
  static Set<String> metrics(View snapshot, Keys keys) {
    Set<String> metrics = metricColumns(snapshot);
    metrics.addAll(keys.all(Space.OVERFLOW));
    return metrics;
  }
}
