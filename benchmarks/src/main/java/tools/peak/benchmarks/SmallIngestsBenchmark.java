package tools.peak.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.peak.lake.Lake;
import tools.peak.lake.ingest.IngestListener;
import tools.peak.lake.ingest.IngestOptions;
import tools.peak.lake.query.Result;
import tools.peak.lake.upkeep.Compacted;
import tools.peak.lake.upkeep.CompactionListener;

/**
 * A lake that is fed a few runs at a time, for ever: what an ingest takes at the beginning and at
 * the end, and how many files and bytes there are then. In one process, which is warmed up on a
 * lake of its own first, since a process gets quicker meanwhile. The folder it works in must not
 * exist; it stays.
 */
public final class SmallIngestsBenchmark {
  private static final String USAGE = "usage: SmallIngestsBenchmark DIR [INGESTS [RUNS_EACH]]";
  private static final int WARM_UP = 200;
  private static final int EARLY = 20;
  private static final int AROUND = 10;
  private static final int REPEAT = 9;
  private static final IngestOptions OPTIONS =
      IngestOptions.DEFAULT.withSettle(Duration.ZERO).withThreads(1);

  private final Path work;
  private final PrintStream out;

  private SmallIngestsBenchmark(Path work, PrintStream out) {
    this.work = work;
    this.out = out;
  }

  public static void main(String[] args) throws IOException, SQLException {
    if (args.length < 1 || args.length > 3) {
      throw new IllegalArgumentException(USAGE);
    }
    Path work = Files.createDirectories(Path.of(args[0]));
    int ingests = args.length > 1 ? Integer.parseInt(args[1]) : 2_000;
    int runs = args.length > 2 ? Integer.parseInt(args[2]) : 1;
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    SmallIngestsBenchmark benchmark = new SmallIngestsBenchmark(work, out);
    double[] _ = benchmark.feed("warm-up", WARM_UP, runs);
    benchmark.tell(benchmark.feed("fed", ingests, runs));
    benchmark.compact(ingests);
  }

  /** Seconds of each ingest. */
  private double[] feed(String name, int ingests, int runs) throws IOException {
    RunFolders folders = RunFolders.seeded(7);
    double[] seconds = new double[ingests];
    for (int i = 0; i < ingests; i++) {
      Path results = work.resolve(name + "-results").resolve(Integer.toString(i));
      folders.write(results, (long) i * runs, (long) (i + 1) * runs);
      long start = System.nanoTime();
      try (Lake lake = Lake.openOrCreate(work.resolve(name))) {
        long added = lake.ingest(List.of(results), OPTIONS, IngestListener.NONE).added();
        if (added != runs) {
          throw new IllegalStateException(added + " runs added, not " + runs);
        }
      }
      seconds[i] = (System.nanoTime() - start) / 1e9;
      if (i + 1 == 600 && name.equals("fed")) {
        size(i + 1);
      }
    }
    return seconds;
  }

  /** Questions to the lake as it was fed, compacted, and as if it had been loaded at once. */
  private void compact(int ingests) throws IOException, SQLException {
    Path once = work.resolve("once");
    try (Lake lake = Lake.openOrCreate(once)) {
      var _ = lake.ingest(List.of(work.resolve("fed-results")), OPTIONS, IngestListener.NONE);
    }
    double[] atOnce = questions(once);
    double[] before = questions(work.resolve("fed"));
    double copied = OneCopy.of(work.resolve("fed"), work.resolve("copied"));
    long start = System.nanoTime();
    try (Lake lake = Lake.open(work.resolve("fed"))) {
      Compacted compacted = lake.compact(2, CompactionListener.NONE);
      out.printf(
          Locale.ROOT,
          "compacted in %.1f s (DuckDB's COPY of the same: %.1f s): %,d files, %.1f MB became %,d"
              + " files, %.1f MB%n",
          (System.nanoTime() - start) / 1e9,
          copied,
          compacted.filesBefore(),
          compacted.bytesBefore() / 1e6,
          compacted.filesAfter(),
          compacted.bytesAfter() / 1e6);
    }
    double[] after = questions(work.resolve("fed"));
    size(ingests);
    String[] names = {"top 10", "aggregate", "one run"};
    for (int i = 0; i < names.length; i++) {
      out.printf(
          Locale.ROOT,
          "%-9s at once %6.1f ms, before %6.1f ms (%.1f x), after %6.1f ms (%.1f x)%n",
          names[i],
          atOnce[i] * 1e3,
          before[i] * 1e3,
          before[i] / atOnce[i],
          after[i] * 1e3,
          after[i] / atOnce[i]);
    }
  }

  /** Medians of seconds, the first time left out: the best ten, means by strategy, one run. */
  private static double[] questions(Path path) {
    try (Lake lake = Lake.open(path)) {
      Object run = lake.runs().columns("run_id").limit(1).fetch().rows().getFirst().getFirst();
      return new double[] {
        median(() -> lake.runs().orderBy("sharpe desc").limit(10).fetch()),
        median(() -> lake.stats("sharpe").by("strategy").fetch()),
        median(() -> lake.runs().where("run_id = '" + run + "'").fetch())
      };
    }
  }

  private static double median(Supplier<Result> question) {
    double[] seconds = new double[REPEAT];
    for (int i = -1; i < REPEAT; i++) {
      long start = System.nanoTime();
      Result _ = question.get();
      if (i >= 0) {
        seconds[i] = (System.nanoTime() - start) / 1e9;
      }
    }
    Arrays.sort(seconds);
    return seconds[REPEAT / 2];
  }

  private void tell(double[] seconds) throws IOException {
    size(seconds.length);
    double early = around(seconds, EARLY);
    double late = around(seconds, seconds.length - AROUND);
    out.printf(
        Locale.ROOT,
        "ingest %d: %.0f ms, ingest %d: %.0f ms (medians of the %d around): %.2f x%n",
        EARLY,
        early * 1e3,
        seconds.length,
        late * 1e3,
        2 * AROUND,
        late / early);
  }

  private static double around(double[] seconds, int middle) {
    double[] some = Arrays.copyOfRange(seconds, middle - AROUND, middle + AROUND);
    Arrays.sort(some);
    return (some[AROUND - 1] + some[AROUND]) / 2;
  }

  private void size(int ingests) throws IOException {
    Path lake = work.resolve("fed");
    out.printf(
        Locale.ROOT,
        "after %d ingests: %s of metadata, %s of data, catalog.db %.1f MB%n",
        ingests,
        total(lake, path -> path.toString().contains("/metadata/")),
        total(lake, path -> path.toString().endsWith(".parquet")),
        Files.size(lake.resolve("catalog.db")) / 1e6);
  }

  private static String total(Path lake, Predicate<Path> which) throws IOException {
    long files = 0;
    long bytes = 0;
    try (Stream<Path> all = Files.walk(lake)) {
      for (Path file : all.filter(Files::isRegularFile).filter(which).toList()) {
        files++;
        bytes += Files.size(file);
      }
    }
    return String.format(Locale.ROOT, "%,d files, %.1f MB", files, bytes / 1e6);
  }
}
