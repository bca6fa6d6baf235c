package tools.peak.evidence.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Trades;
import tools.peak.evidence.artifact.EvidenceWriter;
import tools.peak.evidence.artifact.RunDocument;
import tools.peak.evidence.artifact.TimeBasis;
import tools.peak.parquet.Strings;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.column.Times;

/** Makes plausible runs: the same seed makes the same ones. */
public final class RunFolderGenerator {
  private static final List<String> STRATEGIES = List.of("macd", "ma_crossover", "rsi_reversion");
  private static final long HOUR = 3_600_000_000L;

  private final Random random;

  public RunFolderGenerator(long seed) {
    this.random = new Random(seed);
  }

  /** Writes runs {@code run_0} to {@code run_<count - 1>} into a folder. */
  public void write(Path results, int count, int points, int trades) throws IOException {
    for (int i = 0; i < count; i++) {
      EvidenceWriter.write(results.resolve("run_" + i), document("run_" + i, points, trades));
    }
  }

  public RunDocument document(String runId, int points, int tradeCount) {
    EquityCurve equity = curve(points);
    Trades trades = tradeCount == 0 ? Trades.none() : trades(equity, tradeCount);
    return RunDocument.of(meta(runId), params(), stats(tradeCount), equity, trades);
  }

  private Map<String, Object> meta(String runId) {
    Map<String, Object> costs = new LinkedHashMap<>();
    costs.put("fee_bps", 10.0);
    costs.put("reason_codes", List.of("A", "B"));
    costs.put("allowed", false);
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("run_id", runId);
    meta.put("strategy", STRATEGIES.get(random.nextInt(STRATEGIES.size())));
    meta.put("symbol", "BTC/EUR");
    meta.put("stage", "backtest");
    meta.put("argv", List.of("run.py", "--bars", "500"));
    meta.put("timestamp", Instant.ofEpochSecond(1_790_000_000L + random.nextInt(9_999)).toString());
    meta.put("start_date", "2026-01-01");
    meta.put("end_date", "2026-02-01");
    meta.put("effective_cost_config", costs);
    return meta;
  }

  private Map<String, Object> params() {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("fast", random.nextInt(50));
    params.put("slow", (long) random.nextInt(200));
    params.put("stop_pct", random.nextDouble());
    params.put("label", "naïve \"quoted\"\n\\ 🚀");
    params.put("never", Double.NaN);
    params.put("empty", Map.of());
    return params;
  }

  private List<Stat> stats(int trades) {
    List<Stat> stats = new ArrayList<>();
    for (String metric : List.of("total_return", "max_drawdown", "cagr", "sharpe", "win_rate")) {
      stats.add(new Stat(metric, random.nextGaussian(), null));
    }
    stats.add(new Stat("total_trades", (double) trades, null));
    stats.add(new Stat("profit_factor", Double.POSITIVE_INFINITY, null));
    stats.add(new Stat("recovery_factor", Double.NaN, null));
    stats.add(new Stat("funding_drag_or_status", null, "NOT_BOUND"));
    stats.add(new Stat("economic_interpretation_allowed", null, "false"));
    stats.add(new Stat("numpy_int", 3.0, "3"));
    return stats;
  }

  private EquityCurve curve(int points) {
    long[] times = new long[points];
    double[] values = new double[points];
    BitSet missing = new BitSet();
    long time = 1_767_225_600_000_000L + random.nextInt(1_000_000) * 1_000_000L;
    double value = 10_000;
    for (int i = 0; i < points; i++) {
      times[i] = time + i * HOUR;
      values[i] = value;
      value *= 1 + 0.01 * random.nextGaussian();
    }
    if (points > 3) {
      missing.set(0);
      values[0] = 0;
      values[1] = Double.NaN;
      times[2] += 123_456;
    }
    return new EquityCurve(Times.ofMicros(times), Doubles.of(values, missing));
  }

  private Trades trades(EquityCurve curve, int count) {
    long[] entry = new long[count];
    long[] exit = new long[count];
    @Nullable String[] side = new @Nullable String[count];
    @Nullable String[] reason = new @Nullable String[count];
    @Nullable String[] basis = new @Nullable String[count];
    @Nullable String[] symbol = new @Nullable String[count];
    for (int row = 0; row < count; row++) {
      entry[row] = curve.timestamps().get(random.nextInt(curve.size() - 1));
      exit[row] = curve.timestamps().get(curve.size() - 1);
      side[row] = random.nextBoolean() ? "long" : "short";
      reason[row] = row == count - 1 ? "end_of_data" : "signal";
      basis[row] = TimeBasis.BAR;
    }
    Doubles price = numbers(count);
    Times entries = Times.ofMicros(entry);
    return new Trades(
        Trades.Kind.ROUND_TRIP,
        count,
        entries,
        Texts.of(symbol),
        Texts.of(side),
        numbers(count),
        price,
        numbers(count),
        entries,
        price,
        Times.ofMicros(exit),
        numbers(count),
        ratios(count),
        numbers(count),
        Texts.of(reason),
        numbers(count),
        numbers(count),
        numbers(count),
        Texts.of(basis),
        List.of(new Strings("order_id", Texts.of(side.clone()))));
  }

  private Doubles numbers(int count) {
    double[] values = random.doubles(count, -500, 500).toArray();
    return Doubles.of(values, new BitSet());
  }

  /** Fractions that some percentage divides into, as all that come from files are. */
  private Doubles ratios(int count) {
    double[] values = random.doubles(count, -5, 5).map(percent -> percent / 100).toArray();
    return Doubles.of(values, new BitSet());
  }
}
