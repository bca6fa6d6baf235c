package tools.peak.benchmarks.telemetry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Ways to do the same, timed in turns, so that whatever else the machine does meets all of them.
 * What counts is the median of the ratios to the first way, turn by turn.
 */
final class Interleaved {
  /** Does the work once and gives what of it counts. */
  @FunctionalInterface
  interface Way {
    Cost cost() throws Exception;
  }

  private final Map<String, Way> ways = new LinkedHashMap<>();

  Interleaved with(String name, Way way) {
    ways.put(name, way);
    return this;
  }

  /** Times all, after some turns that do not count, and says a line each. */
  List<String> run(int warmups, int turns, double unit, String unitName) throws Exception {
    List<String> names = List.copyOf(ways.keySet());
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    Map<String, List<Double>> ratios = new LinkedHashMap<>();
    Map<String, List<Double>> processorRatios = new LinkedHashMap<>();
    for (int turn = -warmups; turn < turns; turn++) {
      Map<String, Cost> now = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        // Another one begins each turn: no way always comes after the same one.
        String name = names.get(Math.floorMod(i + turn, names.size()));
        now.put(name, ways.get(name).cost());
      }
      if (turn >= 0) {
        Cost first = now.get(names.getFirst());
        now.forEach(
            (name, cost) -> {
              add(seconds, name, cost.seconds());
              add(ratios, name, cost.seconds() / first.seconds());
              add(processorRatios, name, cost.processor() / first.processor());
            });
      }
    }
    return names.stream()
        .map(
            name ->
                String.format(
                    Locale.ROOT,
                    "%-36s %8.2f %s   %.3f x   processor %.3f x",
                    name,
                    median(seconds.get(name)) / unit,
                    unitName,
                    median(ratios.get(name)),
                    median(processorRatios.get(name))))
        .toList();
  }

  private static void add(Map<String, List<Double>> to, String name, double value) {
    to.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    int middle = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(middle)
        : (values.get(middle - 1) + values.get(middle)) / 2;
  }
}
