package tools.peak.benchmarks.query;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.duckdb.DuckDBConnection;
import tools.peak.benchmarks.PeakMemory;
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
        "%,d runs x %d metrics, %d processors%n",
        options.runs(),
        options.metrics(),
        Runtime.getRuntime().availableProcessors());
    try (NativeTable peer = NativeTable.open(nativeFile, options.threads())) {
      try (Lake lake = Lake.open(lakeFolder)) {
        lake.cool();
        compare("Peak, Parquet", lake, peer);
      }
      try (Lake lake = Lake.open(lakeFolder)) {
        long began = System.nanoTime();
        long bytes = lake.warm();
        out.printf(
            Locale.ROOT,
            "copies made in %.1f s, %,d MB%n",
            (System.nanoTime() - began) / 1e9,
            bytes >> 20);
      }
      try (Lake lake = Lake.open(lakeFolder)) {
        compare("Peak, copies", lake, peer);
      }
    }
    PeakMemory.peakMegabytes(ProcessHandle.current().pid())
        .ifPresent(
            peak -> out.printf(Locale.ROOT, "at most %,d MB resident, peers included%n", peak));
  }

  private static List<Question> questions(Lake lake) {
    List<String> shown =
        lake.runs().columns().stream().map(Column::name).map(name -> '"' + name + '"').toList();
    Object someRun =
        lake.runs()
            .orderBy("sharpe")
            .columns("run_id")
            .limit(1)
            .fetch()
            .rows()
            .getFirst()
            .getFirst();
    return Question.all(String.valueOf(someRun), shown);
  }

  /** Asks in turns, so that what else the machine does falls on both alike. */
  private void compare(String name, Lake lake, NativeTable peer) throws Exception {
    out.printf(
        "%-34s %20s %20s%n%-34s %10s %9s %10s %9s %6s%n",
        "ms", "DuckDB's table", name, "", "first", "warm", "first", "warm", "x");
    for (Question question : questions(lake)) {
      double peerFirst = millis(() -> peer.ask(question.sql()));
      double first = millis(() -> question.peak().apply(lake));
      double peerWarm = Double.POSITIVE_INFINITY;
      double warm = Double.POSITIVE_INFINITY;
      for (int i = 0; i < options.repeat(); i++) {
        peerWarm = Math.min(peerWarm, millis(() -> peer.ask(question.sql())));
        warm = Math.min(warm, millis(() -> question.peak().apply(lake)));
      }
      out.printf(
          Locale.ROOT,
          "%-34s %10.1f %9.1f %10.1f %9.1f %6.2f%n",
          question.name(),
          peerFirst,
          peerWarm,
          first,
          warm,
          warm / peerWarm);
    }
  }

  private boolean build(Path lake) throws SQLException, IOException {
    try (DuckDBConnection duckdb = NativeTable.connect("jdbc:duckdb:", false, options.threads())) {
      new LakeBuilder(new SyntheticRuns(options.runs(), options.metrics()), List.of(), lake)
          .build(duckdb);
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

  private static double millis(Callable<?> question) throws Exception {
    long began = System.nanoTime();
    var _ = question.call();
    return (System.nanoTime() - began) / 1e6;
  }
}
