package tools.peak.benchmarks.query;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.duckdb.DuckDBConnection;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.compare.Comparison;
import tools.peak.lake.curve.Curves;

/**
 * What it takes to look at 500 runs of a lake of a million, each with a curve, step by step. The
 * lake is made once and kept.
 */
public final class LookBenchmark {
  private static final String USAGE = "usage: LookBenchmark DIR [RUNS [POINTS]]";
  private static final int METRICS = 20;
  private static final int THREADS = 2;
  private static final int ROUNDS = 5;
  private static final int COMPARED = 500;

  private final PrintStream out;
  private final Path lake;

  private LookBenchmark(Path lake, PrintStream out) {
    this.lake = lake;
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    if (args.length < 1 || args.length > 3) {
      throw new IllegalArgumentException(USAGE);
    }
    Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
    int runs = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
    int points = args.length > 2 ? Integer.parseInt(args[2]) : 250;
    LookBenchmark benchmark =
        new LookBenchmark(
            folder.resolve("lake"), new PrintStream(System.out, true, StandardCharsets.UTF_8));
    Path built = folder.resolve("lake.built");
    if (!Files.exists(built)) {
      benchmark.build(new SyntheticRuns(runs, METRICS), points);
      Files.createFile(built);
    }
    benchmark.measure(
        "spread over all files",
        "symbol in ('AAPL', 'SPY') and strategy = 'macd' and params.fast = 10");
    benchmark.measure("of one month", "timestamp >= '2024-05-05' and strategy = 'macd'");
  }

  private void build(SyntheticRuns runs, int points) throws Exception {
    long began = System.nanoTime();
    try (DuckDBConnection duckdb = NativeTable.connect("jdbc:duckdb:", false, THREADS)) {
      new LakeBuilder(runs, List.of(RowsOfRuns.points(points)), lake).build(duckdb);
    }
    out.printf(Locale.ROOT, "lake made in %.1f s%n", (System.nanoTime() - began) / 1e9);
  }

  /** Each round opens the lake anew, as a command does; the first has a cold virtual machine. */
  private void measure(String name, String filter) throws Exception {
    out.printf("%s%n%8s %8s %8s %8s%n", name, "open", "ids", "facts", "curves");
    for (int round = 0; round < ROUNDS; round++) {
      long began = System.nanoTime();
      try (Lake opened = Lake.open(lake)) {
        double open = (System.nanoTime() - began) / 1e6;
        List<String> ids =
            opened.runs().where(filter).columns("run_id").limit(COMPARED).fetch().rows().stream()
                .map(row -> String.valueOf(row.getFirst()))
                .toList();
        double asked = (System.nanoTime() - began) / 1e6 - open;
        double facts = millis(() -> Comparison.read(opened.runs(), ids));
        double curves = millis(() -> Curves.read(opened.equity().asOf(AsOf.latest()), ids));
        out.printf(Locale.ROOT, "%8.0f %8.0f %8.0f %8.0f%n", open, asked, facts, curves);
      }
    }
  }

  private static double millis(Callable<?> question) throws Exception {
    long began = System.nanoTime();
    var _ = question.call();
    return (System.nanoTime() - began) / 1e6;
  }
}
