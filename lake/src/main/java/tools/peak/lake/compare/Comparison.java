package tools.peak.lake.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.StrategyNames;
import tools.peak.lake.query.TableQuery;
import tools.peak.lake.query.TypedValue;

/**
 * Runs side by side.
 *
 * @param snapshot the version of the lake
 * @param runs their ids, in the order asked for
 * @param differs by name ({@code strategy}, {@code params.fast}, {@code meta.x}) and run: what is
 *     not the same in all; a run that lacks it has no entry
 * @param same how many attributes, parameters and entries of meta are the same in all
 * @param metrics by name and run; a run without the metric has no entry
 */
public record Comparison(
    String snapshot,
    List<String> runs,
    Map<String, Map<String, Object>> differs,
    int same,
    Map<String, Map<String, Object>> metrics) {

  // Every run has its own, or one that follows from its parameters: it tells nothing beside them.
  private static final Set<String> ITS_OWN =
      Set.of(
          "run_id",
          "source_path",
          "evidence_sha256",
          "config_sha256",
          "trace_id",
          "ingest_id",
          "ingested_at");

  private static final Set<String> ATTRIBUTES = StrategyNames.ATTRIBUTES;

  public Comparison {
    runs = List.copyOf(runs);
    differs = Collections.unmodifiableMap(differs);
    metrics = Collections.unmodifiableMap(metrics);
  }

  /**
   * Reads them in one question.
   *
   * @param question the question for runs, at the version that is meant
   */
  public static Comparison read(TableQuery question, List<String> runIds) {
    TableQuery chosen = question.ofRuns(runIds);
    List<String> columns = chosen.columns().stream().map(column -> quoted(column.name())).toList();
    return of(chosen.columns(columns).columns("params", "meta").fetch(), runIds);
  }

  private static Comparison of(Result result, List<String> runIds) {
    Map<String, Map<String, Object>> facts = new TreeMap<>();
    Map<String, Map<String, Object>> metrics = new LinkedHashMap<>();
    for (List<@Nullable Object> row : result.rows()) {
      String run = String.valueOf(row.getFirst());
      for (int i = 1; i < row.size(); i++) {
        String name = result.columns().get(i).name();
        Object value = row.get(i);
        if (value instanceof Map<?, ?> map && (name.equals("params") || name.equals("meta"))) {
          map.forEach((key, typed) -> put(facts, name + "." + key, run, TypedValue.plain(typed)));
        } else {
          put(ATTRIBUTES.contains(name) ? facts : metrics, name, run, value);
        }
      }
    }
    facts.keySet().removeIf(Comparison::isItsOwn);
    Map<String, Map<String, Object>> differs = new LinkedHashMap<>();
    facts.forEach(
        (name, values) -> {
          if (values.size() < runIds.size() || new HashSet<>(values.values()).size() > 1) {
            differs.put(name, inOrder(values, runIds));
          }
        });
    metrics.replaceAll((name, values) -> inOrder(values, runIds));
    return new Comparison(
        result.snapshot(), runIds, differs, facts.size() - differs.size(), metrics);
  }

  private static void put(
      Map<String, Map<String, Object>> facts, String name, String run, @Nullable Object value) {
    if (value != null) {
      facts.computeIfAbsent(name, any -> new LinkedHashMap<>()).put(run, value);
    }
  }

  /** Also what meta says of an attribute: it is compared under the attribute's name. */
  private static boolean isItsOwn(String name) {
    return ITS_OWN.contains(name)
        || (name.startsWith("meta.") && ATTRIBUTES.contains(name.substring("meta.".length())));
  }

  private static Map<String, Object> inOrder(Map<String, Object> values, List<String> runs) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (String run : runs) {
      Object value = values.get(run);
      if (value != null) {
        ordered.put(run, value);
      }
    }
    return ordered;
  }

  /** The finite values of a metric, by run. */
  public Map<String, Double> finite(String metric) {
    Map<String, Double> finite = new LinkedHashMap<>();
    metrics
        .getOrDefault(metric, Map.of())
        .forEach(
            (run, value) -> {
              if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
                finite.put(run, number.doubleValue());
              }
            });
    return finite;
  }

  /**
   * The runs with the best finite value of a metric; none where all are equal or none is better.
   */
  public Set<String> best(String metric) {
    Map<String, Double> values = finite(metric);
    Direction direction = Direction.of(metric);
    if (direction == Direction.NONE || new HashSet<>(values.values()).size() < 2) {
      return Set.of();
    }
    double sign = direction == Direction.HIGHER ? 1 : -1;
    double best = values.values().stream().mapToDouble(v -> sign * v).max().orElse(Double.NaN);
    return values.entrySet().stream()
        .filter(entry -> sign * entry.getValue() == best)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** The highest less the lowest finite value of a metric; empty with fewer than two. */
  public Optional<Double> spread(String metric) {
    List<Double> values = new ArrayList<>(finite(metric).values());
    return values.size() < 2
        ? Optional.empty()
        : Optional.of(Collections.max(values) - Collections.min(values));
  }

  private static String quoted(String name) {
    return name.startsWith("metrics.") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
