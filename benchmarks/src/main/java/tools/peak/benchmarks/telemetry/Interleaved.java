package tools.peak.benchmarks.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

  private record Timed(String name, Way way, List<Cost> costs) {}

  private final List<Timed> ways = new ArrayList<>();

  Interleaved with(String name, Way way) {
    ways.add(new Timed(name, way, new ArrayList<>()));
    return this;
  }

  /** Times all, after some turns that do not count, and says a line each. */
  List<String> run(int warmups, int turns, double unit, String unitName) throws Exception {
    for (int turn = -warmups; turn < turns; turn++) {
      for (int i = 0; i < ways.size(); i++) {
        // Another one begins each turn: no way always comes after the same one.
        Timed timed = ways.get(Math.floorMod(i + turn, ways.size()));
        Cost cost = timed.way().cost();
        if (turn >= 0) {
          timed.costs().add(cost);
        }
      }
    }
    List<Cost> first = ways.getFirst().costs();
    List<String> lines = new ArrayList<>();
    for (Timed timed : ways) {
      List<Double> seconds = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      List<Double> processorRatios = new ArrayList<>();
      for (int turn = 0; turn < turns; turn++) {
        Cost cost = timed.costs().get(turn);
        seconds.add(cost.seconds());
        ratios.add(cost.seconds() / first.get(turn).seconds());
        processorRatios.add(cost.processor() / first.get(turn).processor());
      }
      lines.add(
          String.format(
              Locale.ROOT,
              "%-36s %8.2f %s   %.3f x   processor %.3f x",
              timed.name(),
              median(seconds) / unit,
              unitName,
              median(ratios),
              median(processorRatios)));
    }
    return lines;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
