package tools.peak.benchmarks.query;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.duckdb.DuckDBConnection;
import tools.peak.lake.Lake;
import tools.peak.lake.schema.Column;

/**
 * Asks a lake of millions of runs what researchers ask, and a table of DuckDB's own with the same
 * rows, in one run. The lake is made once and kept.
 */
public final class QueryBenchmark {
  private final QueryOptions options;
  private final PrintStream out;

  QueryBenchmark(QueryOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    try {
      new QueryBenchmark(
              QueryOptions.parse(args), new PrintStream(System.out, true, StandardCharsets.UTF_8))
          .run();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  void run() throws Exception {
    Path folder = Files.createDirectories(options.folder().toAbsolutePath());
    Path lakeFolder = folder.resolve("lake");
    Path nativeFile = folder.resolve("native.duckdb");
    once(folder.resolve("lake.built"), "lake", () -> build(lakeFolder));
    once(
        folder.resolve("native.built"),
        "native table",
        () -> {
          NativeTable.build(nativeFile, lakeFolder, options.threads());
          return true;
        });
    out.printf(
        Locale.ROOT,
        "%,d runs x %d metrics, %d threads%n%-34s %10s %10s %10s %10s %7s%n",
        options.runs(),
        options.metrics(),
        options.threads(),
        "ms",
        "peak cold",
        "peak warm",
        "duck cold",
        "duck warm",
        "warm x");
    try (NativeTable peer = NativeTable.open(nativeFile, options.threads());
        Lake lake = Lake.open(lakeFolder)) {
      List<String> shown =
          lake.runs().columns().stream().map(Column::name).map(name -> '"' + name + '"').toList();
      String someRun =
          String.valueOf(
              lake.runs().orderBy("sharpe").columns("run_id").limit(1).fetch().rows().getFirst()
                  .getFirst());
      for (Question question : Question.all(someRun, shown)) {
        compare(
            question.name(), () -> question.peak().apply(lake), () -> peer.ask(question.sql()));
      }
      compare(
          "one metric through stats",
          () -> Question.stats(lake).fetch().rows().size(),
          () -> peer.ask("SELECT avg(cagr), count(*) FROM runs WHERE cagr IS NOT NULL"));
    }
  }

  private boolean build(Path lake) throws SQLException, IOException {
    try (DuckDBConnection duckdb =
        NativeTable.connect("jdbc:duckdb:", false, options.threads())) {
      new LakeBuilder(new SyntheticRuns(options.runs(), options.metrics()), lake).build(duckdb);
    }
    return true;
  }

  private void once(Path mark, String what, Callable<?> work) throws Exception {
    if (!Files.exists(mark)) {
      long began = System.nanoTime();
      var _ = work.call();
      Files.createFile(mark);
      out.printf(Locale.ROOT, "%s made in %.1f s%n", what, (System.nanoTime() - began) / 1e9);
    }
  }

  private void compare(String name, Callable<?> peak, Callable<?> duckdb) throws Exception {
    double[] peer = times(duckdb);
    double[] ours = times(peak);
    out.printf(
        Locale.ROOT,
        "%-34s %10.1f %10.1f %10.1f %10.1f %7.2f%n",
        name,
        ours[0],
        ours[1],
        peer[0],
        peer[1],
        ours[1] / peer[1]);
  }

  /** The first time, and the median of the others. */
  private double[] times(Callable<?> question) throws Exception {
    double first = millis(question);
    double[] warm = new double[options.repeat()];
    for (int i = 0; i < warm.length; i++) {
      warm[i] = millis(question);
    }
    Arrays.sort(warm);
    return new double[] {first, warm[warm.length / 2]};
  }

  private static double millis(Callable<?> question) throws Exception {
    long began = System.nanoTime();
    var _ = question.call();
    return (System.nanoTime() - began) / 1e6;
  }
}
