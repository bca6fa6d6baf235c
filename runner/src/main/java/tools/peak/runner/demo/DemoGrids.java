package tools.peak.runner.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.peak.runner.demo.DemoPlan.PlannedSweep;
import tools.peak.runner.strategy.StrategyKind;
import tools.peak.runner.sweep.ParameterGrid;

/**
 * The grids of the demo: windows from a few bars to a fifth of the data, but not more than 200
 * bars, in so many steps that there are as many runs as were asked for.
 */
final class DemoGrids {
  private static final int COARSEST = 2;
  private static final int FINEST = 60;
  private static final int LONGEST_WINDOW = 200;

  private DemoGrids() {}

  /** Sweeps of {@code runs} runs together, each of every strategy and dataset if it can be. */
  static List<PlannedSweep> share(List<Dataset> datasets, int runs) {
    int steps = COARSEST;
    List<PlannedSweep> all = all(datasets, steps);
    while (total(all) < runs && steps < FINEST) {
      steps++;
      all = all(datasets, steps);
    }
    return cut(all, Math.min(runs, total(all)));
  }

  private static List<PlannedSweep> all(List<Dataset> datasets, int steps) {
    List<PlannedSweep> sweeps = new ArrayList<>();
    for (Dataset dataset : datasets) {
      for (StrategyKind kind : StrategyKind.values()) {
        ParameterGrid grid = grid(kind, dataset.bars().size(), steps);
        sweeps.add(
            new PlannedSweep(dataset, kind, grid, Math.toIntExact(grid.meaningful(kind).count())));
      }
    }
    return sweeps;
  }

  private static int total(List<PlannedSweep> sweeps) {
    return sweeps.stream().mapToInt(PlannedSweep::runs).sum();
  }

  /** One run for each sweep while they last, and of the rest a share by the size of its grid. */
  private static List<PlannedSweep> cut(List<PlannedSweep> sweeps, int runs) {
    long rest = Math.max(0, runs - sweeps.size());
    long restOfAll = Math.max(1, total(sweeps) - sweeps.size());
    List<PlannedSweep> cut = new ArrayList<>();
    long before = 0;
    for (PlannedSweep sweep : sweeps.subList(0, Math.min(runs, sweeps.size()))) {
      long after = before + sweep.runs() - 1;
      long share = 1 + rest * after / restOfAll - rest * before / restOfAll;
      before = after;
      cut.add(
          new PlannedSweep(
              sweep.dataset(), sweep.strategy(), sweep.grid(), Math.toIntExact(share)));
    }
    return cut;
  }

  private static ParameterGrid grid(StrategyKind kind, int bars, int steps) {
    int window = Math.min(LONGEST_WINDOW, bars / 5);
    // Three axes of so many steps have about as many combinations as two of all.
    int fewer = Math.max(COARSEST, (int) Math.round(Math.pow(steps, 2 / 3.0)));
    Map<String, List<BigDecimal>> axes = new LinkedHashMap<>();
    switch (kind) {
      case MA_CROSSOVER -> {
        axes.put("fast", whole(3, window / 4, steps));
        axes.put("slow", whole(window / 4 + 1, window, steps));
      }
      case RSI_REVERSION -> {
        axes.put("period", whole(5, window / 2, fewer));
        axes.put("lower", whole(20, 45, fewer));
        axes.put("upper", whole(55, 80, fewer));
      }
      case MACD -> {
        axes.put("fast", whole(4, window / 4, fewer));
        axes.put("slow", whole(window / 4 + 1, window / 2, fewer));
        axes.put("signal", whole(3, 15, fewer));
      }
      case BOLLINGER_MR -> {
        axes.put("period", whole(8, window, steps));
        axes.put("k", hundredths(100, 300, steps));
      }
      case DONCHIAN_BREAKOUT -> {
        axes.put("entry", whole(5, window, steps));
        axes.put("exit", whole(3, window / 2, steps));
      }
      case BUY_AND_HOLD -> {}
    }
    return new ParameterGrid(axes);
  }

  private static List<BigDecimal> whole(int from, int to, int steps) {
    return spread(from, to, steps).mapToObj(BigDecimal::valueOf).toList();
  }

  private static List<BigDecimal> hundredths(int from, int to, int steps) {
    return spread(from, to, steps).mapToObj(value -> BigDecimal.valueOf(value, 2)).toList();
  }

  private static IntStream spread(int from, int to, int steps) {
    return IntStream.range(0, steps)
        .map(i -> (int) Math.round(from + (double) i * (to - from) / (steps - 1)))
        .distinct();
  }
}
