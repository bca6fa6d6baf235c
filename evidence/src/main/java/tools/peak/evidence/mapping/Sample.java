package tools.peak.evidence.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Value;

/**
 * Some rows of a file, or the keys of some documents of one name.
 *
 * @param file below what was looked at, with slashes
 * @param at where the rows stand in a document; empty for the whole of it
 * @param isKeyed whether they stand under keys of their own
 * @param isTable whether there are rows at all
 * @param decimalComma whether its numbers have a decimal comma
 * @param rows each with what it holds
 */
record Sample(
    String file,
    DataFormat format,
    String at,
    boolean isKeyed,
    boolean isTable,
    boolean decimalComma,
    List<Map<String, Value>> rows) {

  /** Metrics that no point of a curve has. */
  private static final Set<String> OF_RUNS =
      Set.of("sharpe", "sortino", "calmar", "cagr", "win_rate", "profit_factor", "total_trades");

  /** Names of all columns or keys, in the order in which they came. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    rows.forEach(row -> names.addAll(row.keySet()));
    return names;
  }

  /** Its values in a column. */
  List<Value> values(String name) {
    return rows.stream().map(row -> row.get(name)).filter(Objects::nonNull).toList();
  }

  /** Whether every row has the column. */
  boolean isEverywhere(String name) {
    return rows.stream().allMatch(row -> row.containsKey(name));
  }

  /** Whether all rows differ in these columns together, and have them. */
  boolean tellsApart(List<String> columns) {
    Set<List<String>> seen = new LinkedHashSet<>();
    for (Map<String, Value> row : rows) {
      List<String> key = new ArrayList<>();
      for (String column : columns) {
        Value value = row.get(column);
        if (value == null || value.text() == null) {
          return false;
        }
        key.add(value.text());
      }
      if (!seen.add(key)) {
        return false;
      }
    }
    return !rows.isEmpty();
  }

  /** Whether every value of a column is a number. */
  boolean isNumeric(String name) {
    List<Value> values = values(name);
    return !values.isEmpty()
        && values.stream()
            .allMatch(value -> Conversion.NONE.number(value) != null || isNull(value));
  }

  private static boolean isNull(Value value) {
    return value.type() == Value.Type.NULL;
  }

  boolean isWhole(String name) {
    return values(name).stream().allMatch(value -> value.type() == Value.Type.INT || isNull(value));
  }

  /** The numbers of a column that are finite, in some unit. */
  double[] numbers(String name, Conversion conversion) {
    return values(name).stream()
        .map(conversion::number)
        .filter(number -> number != null && Double.isFinite(number))
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /** The first column that is called so, whatever its case; null if there is none. */
  @Nullable String find(List<String> bases) {
    Map<String, String> byBase = new LinkedHashMap<>();
    names().forEach(name -> byBase.putIfAbsent(KnownNames.words(name).base(), name));
    for (String base : bases) {
      if (byBase.containsKey(base)) {
        return byBase.get(base);
      }
    }
    return null;
  }

  long metrics() {
    return names().stream().filter(name -> metric(name) != null).count();
  }

  /** What a column or key is as a metric of the lake; null if it is not known to be one. */
  static @Nullable String metric(String name) {
    return KnownNames.metric(KnownNames.words(leaf(name)).base());
  }

  /** The last part of a nested key: a number's point is no dot of a path. */
  static String leaf(String name) {
    int dot = name.lastIndexOf('.');
    boolean isPath =
        dot > 0
            && dot + 1 < name.length()
            && isOfKey(name.charAt(dot - 1))
            && isOfKey(name.charAt(dot + 1));
    return isPath ? name.substring(dot + 1) : name;
  }

  private static boolean isOfKey(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  /** Whether its rows are points of a curve: what only whole runs have is not among the columns. */
  boolean isCurve() {
    return isTable
        && names().stream().noneMatch(name -> OF_RUNS.contains(String.valueOf(metric(name))))
        && find(KnownNames.TIMES) != null
        && (find(KnownNames.EQUITY) != null || find(KnownNames.RETURNS) != null)
        && !isTrades();
  }

  /** Whether its rows are trades or fills. */
  boolean isTrades() {
    Set<String> targets = new LinkedHashSet<>();
    for (String name : names()) {
      String target = KnownNames.trade(KnownNames.words(name).base());
      if (target != null) {
        targets.add(target);
      }
    }
    boolean isRoundTrips = targets.contains("entry_time") && targets.size() > 2;
    boolean isFills = targets.containsAll(Set.of("timestamp", "side", "price"));
    return isTable && (isRoundTrips || isFills);
  }

  /** Whether any of its columns are called parameters. */
  boolean hasParams() {
    return names().stream().anyMatch(name -> KnownNames.parameter(name) != null);
  }

  /** Whether it is names and values in two columns. */
  boolean isPairs() {
    if (!isTable || format != DataFormat.CSV || names().size() != 2 || rows.size() < 2) {
      return false;
    }
    String first = names().iterator().next();
    return values(first).stream()
        .anyMatch(value -> value.text() != null && metric(value.text()) != null);
  }

  /** Pairs as the one row that they are. */
  Sample asKeys() {
    List<String> names = List.copyOf(names());
    Map<String, Value> keys = new LinkedHashMap<>();
    for (Map<String, Value> row : rows) {
      Value key = row.get(names.getFirst());
      Value value = row.get(names.get(1));
      if (key != null && value != null && key.text() != null) {
        keys.put(key.text(), value);
      }
    }
    return new Sample(file, format, at, false, false, decimalComma, List.of(keys));
  }
}
