package tools.peak.lake.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.Rows;
import tools.peak.lake.query.TableQuery;
import tools.peak.lake.query.TypedValue;
import tools.peak.lake.statistics.Bootstrap;

/**
 * Runs of one kind beside runs of another, paired by what they share: A/B.
 *
 * @param snapshot the version of the lake
 * @param by what pairs them
 * @param unpairedA how many runs of A have no counterpart
 * @param unpairedB how many of B
 * @param differences by metric
 */
public record Pairs(
    String snapshot,
    List<String> by,
    int unpairedA,
    int unpairedB,
    Map<String, Difference> differences) {
  private static final List<String> ATTRIBUTES =
      List.of("strategy", "symbol", "start_date", "end_date");

  /**
   * What pairs say of a metric. Several runs of a side with the same key stand for their mean.
   *
   * @param pairs with a finite value on both sides
   * @param meanA mean of A's values in the pairs
   * @param meanB of B's
   * @param meanDifference mean of A less B
   * @param low lower end of its 95 % interval, see {@link Bootstrap#ofMean}
   * @param high upper end
   * @param won share of the pairs in which A is better, from 0 to 1; null of a metric of which none
   *     is better, and without pairs
   */
  public record Difference(
      int pairs,
      double meanA,
      double meanB,
      double meanDifference,
      double low,
      double high,
      @Nullable Double won) {}

  /** A run: what may pair it, and its metrics. */
  private record Side(Map<String, Object> keys, List<Double> metrics) {}

  /**
   * Reads them.
   *
   * @param a the question for the runs of A, at one version; {@code b} for those of B
   * @param pair what pairs them; empty for what they share: strategy, symbol, start_date, end_date
   *     and parameters of which A and B have a value in common
   * @param metrics their names
   * @param seed of the intervals
   */
  public static Pairs read(
      TableQuery a, TableQuery b, List<String> pair, List<String> metrics, long seed) {
    List<Side> sideA = new ArrayList<>();
    List<Side> sideB = new ArrayList<>();
    String snapshot = read(a, pair, metrics, sideA);
    String _ = read(b, pair, metrics, sideB);
    List<String> by = pair.isEmpty() ? shared(sideA, sideB) : List.copyOf(pair);
    Map<List<Object>, List<Side>> keyedA = keyed(sideA, by);
    Map<List<Object>, List<Side>> keyedB = keyed(sideB, by);
    List<List<Object>> common =
        keyedA.keySet().stream().filter(keyedB::containsKey).toList(); // in A's order
    Map<String, Difference> differences = new LinkedHashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      differences.put(
          metrics.get(i),
          difference(common, keyedA, keyedB, i, Direction.of(metrics.get(i)), seed));
    }
    return new Pairs(
        snapshot,
        by,
        sideA.size() - paired(keyedA, common),
        sideB.size() - paired(keyedB, common),
        differences);
  }

  private static String read(
      TableQuery question, List<String> pair, List<String> metrics, List<Side> into) {
    List<String> keys = pair.isEmpty() ? ATTRIBUTES : pair;
    TableQuery columns = question.columns(metrics).columns(keys).orderBy("run_id");
    try (Rows rows = (pair.isEmpty() ? columns.columns("params") : columns).stream()) {
      for (List<@Nullable Object> row : rows) {
        List<Double> values = new ArrayList<>();
        for (Object value : row.subList(0, metrics.size())) {
          values.add(
              TypedValue.plain(value) instanceof Number number ? number.doubleValue() : Double.NaN);
        }
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
          put(named, keys.get(i), row.get(values.size() + i));
        }
        if (pair.isEmpty() && row.getLast() instanceof Map<?, ?> params) {
          params.forEach((name, value) -> put(named, "params." + name, value));
        }
        into.add(new Side(named, values));
      }
      return rows.snapshot();
    }
  }

  private static void put(Map<String, Object> named, String name, @Nullable Object typed) {
    Object value = TypedValue.plain(typed);
    if (value != null) {
      named.put(name, value instanceof Number number ? number.doubleValue() : value);
    }
  }

  private static List<String> shared(List<Side> a, List<Side> b) {
    Map<String, Set<Object>> inA = values(a);
    Map<String, Set<Object>> inB = values(b);
    List<String> shared = new ArrayList<>();
    for (String name : new TreeSet<>(inA.keySet())) {
      Set<Object> both = new HashSet<>(inA.getOrDefault(name, Set.of()));
      both.retainAll(inB.getOrDefault(name, Set.of()));
      if (!both.isEmpty()) {
        shared.add(name);
      }
    }
    return shared;
  }

  private static Map<String, Set<Object>> values(List<Side> sides) {
    Map<String, Set<Object>> values = new HashMap<>();
    for (Side side : sides) {
      side.keys()
          .forEach(
              (name, value) -> values.computeIfAbsent(name, any -> new HashSet<>()).add(value));
    }
    return values;
  }

  /** Runs that lack a key have no counterpart. */
  private static Map<List<Object>, List<Side>> keyed(List<Side> sides, List<String> by) {
    Map<List<Object>, List<Side>> keyed = new LinkedHashMap<>();
    for (Side side : sides) {
      List<Object> key = new ArrayList<>();
      for (String name : by) {
        Object value = side.keys().get(name);
        if (value != null) {
          key.add(value);
        }
      }
      if (key.size() == by.size() && !by.isEmpty()) {
        keyed.computeIfAbsent(key, any -> new ArrayList<>()).add(side);
      }
    }
    return keyed;
  }

  private static int paired(Map<List<Object>, List<Side>> keyed, List<List<Object>> common) {
    return common.stream().mapToInt(key -> keyed.getOrDefault(key, List.of()).size()).sum();
  }

  private static Difference difference(
      List<List<Object>> common,
      Map<List<Object>, List<Side>> a,
      Map<List<Object>, List<Side>> b,
      int metric,
      Direction direction,
      long seed) {
    double[] differences = new double[common.size()];
    int count = 0;
    double sumA = 0;
    double sumB = 0;
    long won = 0;
    for (List<Object> key : common) {
      double ofA = mean(a.getOrDefault(key, List.of()), metric);
      double ofB = mean(b.getOrDefault(key, List.of()), metric);
      if (Double.isFinite(ofA) && Double.isFinite(ofB)) {
        sumA += ofA;
        sumB += ofB;
        won += (direction == Direction.LOWER ? ofA < ofB : ofA > ofB) ? 1 : 0;
        differences[count++] = ofA - ofB;
      }
    }
    double[] paired = Arrays.copyOf(differences, count);
    Bootstrap interval = Bootstrap.ofMean(paired, seed);
    return new Difference(
        count,
        sumA / count,
        sumB / count,
        Arrays.stream(paired).sum() / count,
        interval.low(),
        interval.high(),
        count == 0 || direction == Direction.NONE ? null : (Double) ((double) won / count));
  }

  private static double mean(Collection<Side> sides, int metric) {
    return sides.stream()
        .mapToDouble(side -> side.metrics().get(metric))
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }
}
