package tools.peak.engine.duckdb.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.engine.duckdb.session.DuckDbFailures;
import tools.peak.lake.LakeException;

/**
 * Decides from the tree that DuckDB's own parser made whether a statement only reads the tables it
 * may read. What is not known to be harmless is refused: kinds of nodes, tables, table functions.
 */
final class StatementCheck {
  /** What a node without a class may be: queries, relations, and their modifiers. */
  private static final Set<String> NODES =
      Set.of(
          "SELECT_NODE",
          "SET_OPERATION_NODE",
          "RECURSIVE_CTE_NODE",
          "CTE_NODE",
          "EMPTY",
          "BASE_TABLE",
          "SUBQUERY",
          "JOIN",
          "TABLE_FUNCTION",
          "EXPRESSION_LIST",
          "SHOW_REF",
          "PIVOT",
          "ORDER_MODIFIER",
          "LIMIT_MODIFIER",
          "LIMIT_PERCENT_MODIFIER",
          "DISTINCT_MODIFIER",
          "ORDER_DEFAULT",
          "ASCENDING",
          "DESCENDING");

  private static final Set<String> EXPRESSIONS =
      Set.of(
          "CONSTANT",
          "COLUMN_REF",
          "FUNCTION",
          "WINDOW",
          "OPERATOR",
          "COMPARISON",
          "CONJUNCTION",
          "CASE",
          "CAST",
          "BETWEEN",
          "SUBQUERY",
          "STAR",
          "COLLATE",
          "LAMBDA",
          "LAMBDA_REF",
          "POSITIONAL_REFERENCE",
          "TYPE");

  private static final Set<String> TABLE_FUNCTIONS = Set.of("range", "generate_series", "unnest");

  /** Functions that read settings or change what outlives a row. */
  private static final Set<String> FORBIDDEN =
      Set.of(
          "add_parquet_key",
          "checkpoint",
          "current_setting",
          "currval",
          "getenv",
          "getvariable",
          "json_deserialize_sql",
          "json_execute_serialized_sql",
          "json_serialize_plan",
          "nextval",
          "parse_duckdb_log_message",
          "pg_get_viewdef",
          "pg_sleep",
          "setseed",
          "setval",
          "sleep_ms",
          "which_secret",
          "write_log");

  private final Set<String> tables;
  private final Set<String> defined = new HashSet<>();
  private final Set<String> used = new LinkedHashSet<>();

  /**
   * What a statement reads.
   *
   * @param tables of the names that it may use
   * @param metrics the only ones of {@code stats} that it can see; empty when it may be any
   */
  public record Needs(Set<String> tables, Optional<Set<String>> metrics) {}

  private StatementCheck(Set<String> tables) {
    this.tables = tables;
  }

  /**
   * What a statement reads.
   *
   * @param serialized what {@code json_serialize_sql} makes of it
   * @param tables the names it may use
   * @param hasPivot whether a pivot that is not understood may be why it is none that reads
   * @throws LakeException when it does anything else
   */
  static Needs needs(String serialized, Set<String> tables, boolean hasPivot) {
    Object tree;
    try (JsonParser parser =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(4000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build()
            .createParser(serialized)) {
      parser.nextToken();
      tree = read(parser);
    } catch (IOException e) {
      throw refused("nested too deeply");
    }
    StatementCheck check = new StatementCheck(tables);
    check.statement(object(tree), hasPivot);
    return new Needs(check.used, MetricsAsked.of(tree));
  }

  private void statement(Map<String, @Nullable Object> root, boolean hasPivot) {
    if (Boolean.TRUE.equals(root.get("error"))) {
      String message = String.valueOf(root.get("error_message"));
      throw message.startsWith("Only SELECT")
          ? refused(
              "only SELECT, FROM, WITH, VALUES, PIVOT, SHOW TABLES, and DESCRIBE, SUMMARIZE,"
                  + " EXPLAIN of those"
                  + (hasPivot
                      ? "; name the values of the PIVOT: ON stage IN ('live', 'paper')"
                      : ""))
          : wrong(message);
    }
    if (!(root.get("statements") instanceof List<?> statements) || statements.size() != 1) {
      throw refused("one statement at a time");
    }
    define(statements);
    walk(statements);
  }

  /** Collects the names that WITH gives. */
  private void define(@Nullable Object tree) {
    if (tree instanceof Map<?, ?> map) {
      if (map.get("cte_map") instanceof Map<?, ?> ctes && ctes.get("map") instanceof List<?> list) {
        list.forEach(entry -> defined.add(lower(object(entry).get("key"))));
      }
      map.values().forEach(this::define);
    } else if (tree instanceof List<?> list) {
      list.forEach(this::define);
    }
  }

  private void walk(@Nullable Object tree) {
    if (tree instanceof List<?> list) {
      list.forEach(this::walk);
      return;
    }
    if (!(tree instanceof Map<?, ?> map)) {
      return;
    }
    Map<String, @Nullable Object> node = object(map);
    Object type = node.get("type");
    if (node.get("class") instanceof String expression) {
      expression(expression, node);
    } else if (type instanceof String kind && !isType(node)) {
      relation(kind, node);
    }
    node.forEach(
        (name, child) -> {
          if (!name.equals("function")) {
            walk(child);
          }
        });
    if (node.get("function") instanceof Map<?, ?> function) {
      function(object(function));
    }
  }

  /** Whether the node is a type of values, or a value of such a type. */
  private static boolean isType(Map<String, @Nullable Object> node) {
    return node.containsKey("id") || node.containsKey("is_null");
  }

  private void expression(String kind, Map<String, @Nullable Object> node) {
    if (kind.equals("PARAMETER")) {
      throw refused("it has a parameter, for which there is no value");
    }
    if (!EXPRESSIONS.contains(kind)) {
      throw refused("expression of kind " + lower(kind));
    }
    if (node.get("function_name") instanceof String function) {
      unqualified(node, "schema", "catalog");
      if (FORBIDDEN.contains(lower(function))) {
        throw refused("function " + lower(function));
      }
    }
  }

  private void relation(String kind, Map<String, @Nullable Object> node) {
    if (!NODES.contains(kind)) {
      throw refused(lower(kind).replace("_query_node", "").replace('_', ' '));
    }
    if (kind.equals("BASE_TABLE")) {
      unqualified(node, "schema_name", "catalog_name");
      String table = lower(node.get("table_name"));
      if (tables.contains(table)) {
        used.add(table);
      } else if (!defined.contains(table) || !table.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
        throw wrong(
            "there is no table '%s'; there are %s"
                .formatted(shortened(table), String.join(", ", new java.util.TreeSet<>(tables))));
      }
    } else if (kind.equals("SHOW_REF")) {
      String show = String.valueOf(node.get("show_type"));
      if (node.get("query") == null || !(show.equals("DESCRIBE") || show.equals("SUMMARY"))) {
        throw refused("only DESCRIBE and SUMMARIZE of a table or query");
      }
    }
  }

  private void function(Map<String, @Nullable Object> function) {
    String name = lower(function.get("function_name"));
    if (!TABLE_FUNCTIONS.contains(name)) {
      throw refused("table function " + shortened(name));
    }
    walk(function);
  }

  private static void unqualified(Map<String, @Nullable Object> node, String... places) {
    for (String place : places) {
      Object name = node.get(place);
      if (name != null && !name.equals("")) {
        throw refused("names with a schema or catalog ('" + shortened(lower(name)) + "')");
      }
    }
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  private static String lower(@Nullable Object name) {
    return String.valueOf(name).toLowerCase(Locale.ROOT);
  }

  /** Nothing is forbidden about it, it only says nothing. */
  private static LakeException wrong(String why) {
    return new LakeException(LakeException.Code.INVALID_REQUEST, DuckDbFailures.words(why));
  }

  static LakeException refused(String why) {
    return new LakeException(
        LakeException.Code.INVALID_REQUEST,
        "this statement is not allowed: " + DuckDbFailures.words(why));
  }

  @SuppressWarnings("unchecked") // JSON's objects have texts for names
  private static Map<String, @Nullable Object> object(@Nullable Object tree) {
    if (tree instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw refused("its tree is not understood");
  }

  private static @Nullable Object read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          object.put(name, read(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(read(parser));
        }
        yield array;
      }
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }
}
