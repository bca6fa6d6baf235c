package tools.peak.engine.duckdb.sandbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which metrics of {@code stats} a statement can see: where each place that reads the view says
 * {@code metric = '…'} or {@code metric IN ('…', …)}, no others need be in it. Reads the tree that
 * DuckDB's parser made.
 */
final class MetricsAsked {
  private final Set<String> metrics = new HashSet<>();
  private int places;
  private int bound;

  private MetricsAsked() {}

  /** Empty when it may be any. */
  static Optional<Set<String>> of(@Nullable Object tree) {
    MetricsAsked asked = new MetricsAsked();
    asked.walk(tree);
    return asked.places == asked.bound ? Optional.of(asked.metrics) : Optional.empty();
  }

  private void walk(@Nullable Object tree) {
    if (tree instanceof List<?> list) {
      list.forEach(this::walk);
    } else if (tree instanceof Map<?, ?> node) {
      if (isStats(node)) {
        places++;
      }
      if ("SELECT_NODE".equals(node.get("type")) && node.get("sample") == null) {
        from(node.get("from_table"), conjuncts(node.get("where_clause")));
      }
      node.values().forEach(this::walk);
    }
  }

  /** Looks at the relations of one FROM; the conditions hold for whatever they yield. */
  private void from(@Nullable Object relation, List<Map<?, ?>> conditions) {
    if (!(relation instanceof Map<?, ?> node)) {
      return;
    }
    if (isStats(node)) {
      constants(node, conditions)
          .ifPresent(
              names -> {
                bound++;
                metrics.addAll(names);
              });
    } else if ("JOIN".equals(node.get("type"))) {
      join(node, conditions);
    }
  }

  /**
   * WHERE takes rows away from what a join yields. Whether they may be taken away before, from one
   * side, is the kind of the join's: a row of the right side that is nowhere in the answer decides
   * over others in SEMI, ANTI and ASOF joins, and in POSITIONAL ones of both sides.
   */
  private void join(Map<?, ?> node, List<Map<?, ?>> conditions) {
    List<Map<?, ?>> more = new ArrayList<>(conditions);
    more.addAll(conjuncts(node.get("condition")));
    String kind = node.get("ref_type") + " " + node.get("join_type");
    switch (kind) {
      case "REGULAR INNER", "CROSS INNER", "NATURAL INNER" -> {
        from(node.get("left"), more);
        from(node.get("right"), more);
      }
      case "REGULAR LEFT" -> {
        from(node.get("left"), conditions);
        from(node.get("right"), more);
      }
      case "REGULAR SEMI", "REGULAR ANTI", "ASOF INNER", "ASOF LEFT" -> {
        from(node.get("left"), conditions);
        from(node.get("right"), List.of());
      }
      default -> {
        from(node.get("left"), List.of());
        from(node.get("right"), List.of());
      }
    }
  }

  private static boolean isStats(Map<?, ?> node) {
    return "BASE_TABLE".equals(node.get("type")) && "stats".equals(lower(node.get("table_name")));
  }

  private static List<Map<?, ?>> conjuncts(@Nullable Object condition) {
    if (!(condition instanceof Map<?, ?> node)) {
      return List.of();
    }
    if ("CONJUNCTION_AND".equals(node.get("type")) && node.get("children") instanceof List<?> all) {
      return all.stream().flatMap(part -> conjuncts(part).stream()).toList();
    }
    return List.of(node);
  }

  private static Optional<Set<String>> constants(Map<?, ?> stats, List<Map<?, ?>> conditions) {
    boolean plain =
        stats.get("sample") == null
            && stats.get("column_name_alias") instanceof List<?> renamed
            && renamed.isEmpty();
    String alias = lower(stats.get("alias"));
    String name = alias.isEmpty() ? "stats" : alias;
    return plain
        ? conditions.stream()
            .map(condition -> constants(condition, name))
            .flatMap(Optional::stream)
            .findFirst()
        : Optional.empty();
  }

  private static Optional<Set<String>> constants(Map<?, ?> condition, String alias) {
    List<?> sides =
        switch (String.valueOf(condition.get("type"))) {
          case "COMPARE_EQUAL" ->
              isMetric(condition.get("left"), alias)
                  ? List.of(condition.get("left"), condition.get("right"))
                  : List.of(condition.get("right"), condition.get("left"));
          case "COMPARE_IN" -> condition.get("children") instanceof List<?> all ? all : List.of();
          default -> List.of();
        };
    if (sides.size() < 2 || !isMetric(sides.getFirst(), alias)) {
      return Optional.empty();
    }
    Set<String> names = new HashSet<>();
    for (Object side : sides.subList(1, sides.size())) {
      if (side instanceof Map<?, ?> constant
          && "VALUE_CONSTANT".equals(constant.get("type"))
          && constant.get("literal") instanceof Map<?, ?> literal
          && "STRING".equals(literal.get("kind"))) {
        names.add(String.valueOf(literal.get("text")));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(names);
  }

  private static boolean isMetric(@Nullable Object side, String alias) {
    return side instanceof Map<?, ?> column
        && "COLUMN_REF".equals(column.get("type"))
        && column.get("column_names") instanceof List<?> names
        && (names.size() == 1 || (names.size() == 2 && lower(names.getFirst()).equals(alias)))
        && lower(names.getLast()).equals("metric");
  }

  private static String lower(@Nullable Object name) {
    return String.valueOf(name).toLowerCase(Locale.ROOT);
  }
}
