package tools.peak.evidence.write;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.FolderName;
import tools.peak.evidence.Stat;
import tools.peak.evidence.artifact.ConfigDigest;
import tools.peak.evidence.artifact.EvidenceWriter;
import tools.peak.evidence.artifact.RunDocument;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Times;

/**
 * Leaves runs of a program of one's own as folders that a lake takes.
 *
 * {@snippet :
 * Path folder =
 *     RunWriter.to(results)
 *         .run("ma_v2_001")
 *         .strategy("ma_crossover")
 *         .stage("research")
 *         .param("fast", 10)
 *         .metric("sharpe", 1.7)
 *         .equity(times, values)
 *         .trades(trades)
 *         .write();
 * }
 *
 * <p>What all runs have in common may be set before {@link #run}, which begins a run with all that
 * was set so far. What is set twice is what it was set to last. For one thread.
 */
public final class RunWriter {
  private final Path results;
  private final Clock clock;
  private final Map<String, @Nullable Object> meta;
  private final Map<String, @Nullable Object> params;
  private final Map<String, Stat> stats;
  private EquityCurve equity = EquityCurve.EMPTY;
  private List<? extends Trade> trades = List.of();

  private RunWriter(
      Path results,
      Clock clock,
      Map<String, @Nullable Object> meta,
      Map<String, @Nullable Object> params,
      Map<String, Stat> stats) {
    this.results = results;
    this.clock = clock;
    this.meta = new LinkedHashMap<>(meta);
    this.params = new LinkedHashMap<>(params);
    this.stats = new LinkedHashMap<>(stats);
  }

  /** Writes into that folder, which is made when the first run is written. */
  public static RunWriter to(Path results) {
    return to(results, Clock.systemUTC());
  }

  /** The same with a clock for the timestamps of runs that are given none. */
  public static RunWriter to(Path results, Clock clock) {
    return new RunWriter(results, clock, Map.of(), Map.of(), Map.of());
  }

  /**
   * Begins a run with what was set so far.
   *
   * @param runId its name in the lake, up to 1,024 characters, without {@code ..} between slashes
   */
  public RunWriter run(String runId) {
    RunWriter run = new RunWriter(results, clock, meta, params, stats);
    run.equity = equity;
    run.trades = trades;
    return run.meta("run_id", runId);
  }

  public RunWriter strategy(String strategy) {
    return meta("strategy", strategy);
  }

  /** What was traded, such as {@code BTC/USD}. */
  public RunWriter symbol(String symbol) {
    return meta("symbol", symbol);
  }

  /** {@code backtest}, {@code research} or {@code live}, by which runs are kept; or any other. */
  public RunWriter stage(String stage) {
    return meta("stage", stage);
  }

  /** When the run was made; unless given, when it is written. */
  public RunWriter timestamp(Instant timestamp) {
    return meta("timestamp", timestamp);
  }

  /** The first and last day of the data; unless given, those of the curve. */
  public RunWriter period(LocalDate start, LocalDate end) {
    return meta("start_date", start).meta("end_date", end);
  }

  /**
   * Anything else to know a run by, such as {@code git_sha} or {@code data_source}.
   *
   * @param value a text, number, boolean, null, list or map; a day, an instant or an enum is its
   *     text
   */
  public RunWriter meta(String key, @Nullable Object value) {
    meta.put(key, plain(value));
    return this;
  }

  /**
   * A parameter.
   *
   * @param value as in {@link #meta}; nested maps are asked for with dots
   */
  public RunWriter param(String key, @Nullable Object value) {
    params.put(key, plain(value));
    return this;
  }

  /** Parameters. */
  public RunWriter params(Map<String, ?> values) {
    values.forEach(this::param);
    return this;
  }

  /** A metric: returns and drawdowns as fractions. NaN and infinities stay what they are. */
  public RunWriter metric(String name, double value) {
    stats.put(name, new Stat(name, value, null));
    return this;
  }

  /** A word about the result, such as {@code regime = "bear"}. */
  public RunWriter metric(String name, String text) {
    stats.put(name, new Stat(name, null, text));
    return this;
  }

  /** Metrics. */
  public RunWriter metrics(Map<String, Double> values) {
    values.forEach(this::metric);
    return this;
  }

  /**
   * The equity curve, in order of time.
   *
   * @param times when each point was; kept to the microsecond
   * @param values account value in the run's currency; NaN where it is not known
   */
  public RunWriter equity(List<Instant> times, double[] values) {
    return equity(times.stream().mapToLong(TradeRows::micros).toArray(), values);
  }

  /** The same by time, in the map's order. */
  public RunWriter equity(Map<Instant, Double> points) {
    return equity(
        List.copyOf(points.keySet()),
        points.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * The same.
   *
   * @param micros microseconds since the epoch, UTC
   */
  public RunWriter equity(long[] micros, double[] values) {
    BitSet missing = new BitSet();
    for (int i = 0; i < values.length; i++) {
      missing.set(i, Double.isNaN(values[i]));
    }
    equity = new EquityCurve(Times.ofMicros(micros.clone()), Doubles.of(values.clone(), missing));
    return this;
  }

  /**
   * Its trades, all {@link Trade.RoundTrip} or all {@link Trade.Fill}, in order.
   *
   * @throws IllegalArgumentException at {@link #write}, if there are some of both
   */
  public RunWriter trades(List<? extends Trade> rows) {
    trades = List.copyOf(rows);
    return this;
  }

  /**
   * Writes the run's folder: whole or not at all, synced, the snippet last.
   *
   * @return the folder, named after the run_id as far as a path may be
   * @throws FileAlreadyExistsException if a folder of that name is there; it stays as it is
   * @throws IllegalArgumentException if a lake would not take the run, such as for its run_id, or a
   *     value is nothing that JSON has
   * @throws IllegalStateException if no run was begun
   */
  public Path write() throws IOException {
    if (!(meta.get("run_id") instanceof String runId)) {
      throw new IllegalStateException("name the run first: run(\"…\")");
    }
    Map<String, @Nullable Object> whole = new LinkedHashMap<>(meta);
    whole.putIfAbsent("timestamp", clock.instant().truncatedTo(ChronoUnit.MICROS).toString());
    if (meta.get("strategy") instanceof String strategy) {
      Object costs = meta.getOrDefault("effective_cost_config", meta.get("costs"));
      whole.putIfAbsent("config_sha256", ConfigDigest.of(strategy, params, costs));
    }
    if (equity.size() > 0) {
      whole.putIfAbsent("start_date", day(0));
      whole.putIfAbsent("end_date", day(equity.size() - 1));
    }
    Path folder = results.resolve(FolderName.of(runId));
    EvidenceWriter.write(
        folder,
        RunDocument.of(whole, params, List.copyOf(stats.values()), equity, TradeRows.of(trades)));
    return folder;
  }

  private String day(int point) {
    Instant time = Instant.EPOCH.plus(equity.timestamps().get(point), ChronoUnit.MICROS);
    return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case LocalDate day -> day.toString();
      case Instant time -> time.toString();
      case Enum<?> constant -> constant.name();
      case Object[] array -> plain(Arrays.asList(array));
      case List<?> list -> {
        List<@Nullable Object> plain = new ArrayList<>();
        list.forEach(element -> plain.add(plain(element)));
        yield plain;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        map.forEach((key, element) -> plain.put(String.valueOf(key), plain(element)));
        yield plain;
      }
      case null, default -> value;
    };
  }
}
