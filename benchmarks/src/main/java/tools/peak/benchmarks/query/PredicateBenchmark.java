package tools.peak.benchmarks.query;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.duckdb.DuckDBConnection;
import tools.peak.lake.Lake;

/**
 * Counts runs by what is said of their trades and curves, and has DuckDB count them by SQL of
 * somebody's own hand over the same files, in one run. Lakes are made once and kept. Counts that
 * differ are a failure.
 */
public final class PredicateBenchmark {
  private static final int METRICS = 4;

  private final PredicateOptions options;
  private final PrintStream out;

  PredicateBenchmark(PredicateOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    try {
      new PredicateBenchmark(
              PredicateOptions.parse(args),
              new PrintStream(System.out, true, StandardCharsets.UTF_8))
          .run();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  void run() throws Exception {
    Path trades = lake(options.runs(), RowsOfRuns.trades(options.trades()), "runs x %,d trades");
    compare(trades, Predicate.ofTrades());
    Path curves = lake(options.curves(), RowsOfRuns.points(options.points()), "runs x %,d points");
    compare(curves, Predicate.ofCurves(someRun(curves)));
  }

  /** A lake of so many runs, made if it isn't there. */
  private Path lake(int runs, RowsOfRuns rows, String what) throws Exception {
    Path folder =
        Files.createDirectories(
            options
                .keep()
                .toAbsolutePath()
                .resolve(runs + "x" + rows.each() + rows.table().tableName()));
    Path lake = folder.resolve("lake");
    Path mark = folder.resolve("lake.built");
    if (!Files.exists(mark)) {
      long began = System.nanoTime();
      build(lake, runs, rows);
      Files.createFile(mark);
      out.printf(Locale.ROOT, "lake made in %.1f s%n", (System.nanoTime() - began) / 1e9);
    }
    out.printf(
        Locale.ROOT,
        "%,d " + what + ", %d processors%n",
        runs,
        rows.each(),
        Runtime.getRuntime().availableProcessors());
    return lake;
  }

  private void build(Path lake, int runs, RowsOfRuns rows) throws SQLException, IOException {
    try (DuckDBConnection duckdb = NativeTable.connect("jdbc:duckdb:", false, options.threads())) {
      new LakeBuilder(new SyntheticRuns(runs, METRICS), List.of(rows), lake).build(duckdb);
    }
  }

  /** One that has a curve. */
  private String someRun(Path folder) throws SQLException, IOException {
    try (LakeFiles files = LakeFiles.open(folder, options.threads())) {
      return files.text("SELECT min(run_id) FROM equity");
    }
  }

  /** Asks in turns, so that what else the machine does falls on both alike. */
  private void compare(Path folder, List<Predicate> predicates) throws Exception {
    out.printf(
        "%-32s %9s %19s %19s%n%-32s %9s %9s %9s %9s %9s %6s %9s%n",
        "ms",
        "",
        "DuckDB by hand",
        "Peak",
        "",
        "runs",
        "first",
        "warm",
        "first",
        "warm",
        "x",
        "x of cpu");
    try (LakeFiles peer = LakeFiles.open(folder, options.threads());
        Lake lake = Lake.open(folder)) {
      for (Predicate predicate : predicates) {
        Timed byHand = Timed.of(() -> peer.number(predicate.sql()));
        Timed peak = Timed.of(() -> lake.runs().where(predicate.filter()).count());
        if (byHand.answer() != peak.answer()) {
          throw new IllegalStateException(
              predicate.name()
                  + ": "
                  + byHand.answer()
                  + " by hand, "
                  + peak.answer()
                  + " by Peak");
        }
        Timed peerWarm = byHand;
        Timed warm = peak;
        for (int i = 0; i < options.repeat(); i++) {
          peerWarm = peerWarm.better(Timed.of(() -> peer.number(predicate.sql())));
          warm = warm.better(Timed.of(() -> lake.runs().where(predicate.filter()).count()));
        }
        out.printf(
            Locale.ROOT,
            "%-32s %9d %9.1f %9.1f %9.1f %9.1f %6.2f %9.2f%n",
            predicate.name(),
            peak.answer(),
            byHand.millis(),
            peerWarm.millis(),
            peak.millis(),
            warm.millis(),
            warm.millis() / peerWarm.millis(),
            warm.cpuMillis() / peerWarm.cpuMillis());
      }
    }
  }

  /**
   * An answer, and how long it took.
   *
   * @param cpuMillis of all processors: what stays nearly the same on a busy machine
   */
  private record Timed(long answer, double millis, double cpuMillis) {
    static Timed of(Callable<Long> question) throws Exception {
      var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      long cpu = system.getProcessCpuTime();
      long began = System.nanoTime();
      long answer = question.call();
      return new Timed(
          answer, (System.nanoTime() - began) / 1e6, (system.getProcessCpuTime() - cpu) / 1e6);
    }

    Timed better(Timed other) {
      return new Timed(
          answer, Math.min(millis, other.millis), Math.min(cpuMillis, other.cpuMillis));
    }
  }
}
