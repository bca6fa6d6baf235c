package tools.peak.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.benchmarks.BenchmarkOptions.Part;
import tools.peak.lake.Lake;
import tools.peak.lake.ingest.IngestListener;
import tools.peak.lake.ingest.IngestOptions;
import tools.peak.lake.ingest.IngestResult;

/**
 * Measures in one run, over the same folders: reading every byte (a), DuckDB's own way (b), {@code
 * Lake.ingest} (c) and the command (d), and prints how they compare.
 */
public final class IngestBenchmark {
  private static final long SEED = 20_261_124;
  private static final int MANY = 200_000;
  private static final int LONG_CURVE = 5_000_000;

  private final BenchmarkOptions options;
  private final PrintStream out;
  private final Path work;

  private IngestBenchmark(BenchmarkOptions options, PrintStream out, Path work) {
    this.options = options;
    this.out = out;
    this.work = work;
  }

  public static void main(String... args) throws Exception {
    BenchmarkOptions options = BenchmarkOptions.parse(args);
    Path keep = options.keep();
    Path work = keep == null ? Files.createTempDirectory("peak-benchmark") : keep;
    Files.createDirectories(work);
    try {
      new IngestBenchmark(options, System.out, work.toRealPath()).run();
    } finally {
      if (keep == null) {
        delete(work);
      }
    }
  }

  private void run() throws Exception {
    print(
        "%d processors, %d threads, heap of %d MB, Java %s",
        Runtime.getRuntime().availableProcessors(),
        options.threads(),
        Runtime.getRuntime().maxMemory() >> 20,
        Runtime.version());
    if (options.bigRun()) {
      bigRun();
    } else if (options.linear()) {
      linear();
    } else if (options.together()) {
      together(options.folders());
    } else {
      compare(options.folders());
    }
  }

  private void compare(int folders) throws Exception {
    Path results = results(folders);
    Measured read = null;
    Measured duckdb = null;
    if (options.only().contains(Part.A)) {
      read = rawRead(results);
    }
    if (options.only().contains(Part.B)) {
      duckdb = duckDb(results);
    }
    if (options.only().contains(Part.C)) {
      inProcess(results, folders, read, duckdb);
    }
    if (options.only().contains(Part.D)) {
      command(results, folders, read, duckdb);
    }
  }

  private Path results(int folders) throws Exception {
    Path results = work.resolve("results-" + folders);
    if (!Files.exists(results)) {
      Measured written = Measured.of(() -> RunFolders.seeded(SEED).write(results, 0, folders));
      print("   %,d folders written      %s", folders, written);
    }
    return results;
  }

  private Measured rawRead(Path results) throws Exception {
    long bytes = RawRead.bytes(results, options.threads()); // now they are in the page cache
    Measured first = Measured.of(() -> RawRead.bytes(results, options.threads()));
    Measured read = first.better(Measured.of(() -> RawRead.bytes(results, options.threads())));
    print("a  every byte read           %s   (%,d MB)", read, bytes / 1_000_000);
    return read;
  }

  private Measured duckDb(Path results) throws Exception {
    Path into = Files.createTempDirectory(work, "duckdb");
    StringBuilder parts = new StringBuilder();
    Measured loaded =
        Measured.of(
            () -> {
              Map<String, Double> seconds = DuckDbWay.load(results, into, options.threads());
              seconds.forEach(
                  (table, s) -> parts.append(String.format(Locale.ROOT, " %s %.1f", table, s)));
            });
    print("b  DuckDB alone              %s  %s", loaded, parts);
    delete(into);
    return loaded;
  }

  private void inProcess(
      Path results, int folders, @Nullable Measured read, @Nullable Measured duckdb)
      throws Exception {
    for (int i = 0; i < options.repeat(); i++) {
      PeakMemory.resetPeaks();
      Path lake = Files.createTempDirectory(work, "lake");
      Measured loaded = Measured.of(() -> ingest(lake, results, folders));
      print(
          "c  Lake.ingest, %-12s %s  %s",
          i == 0 ? "first" : "again", loaded, compared(loaded, folders, read, duckdb));
      print(
          "   memory                    %5d MB resident, %d MB heap",
          PeakMemory.peakMegabytes(ProcessHandle.current().pid()).orElse(0L),
          PeakMemory.peakHeapMegabytes());
      if (i == options.repeat() - 1) {
        secondPass(lake, results, folders);
        questions(lake);
      }
      delete(lake);
    }
    if (options.profile()) {
      profile(results, folders);
    }
  }

  private void profile(Path results, int folders) throws Exception {
    Path lake = Files.createTempDirectory(work, "lake");
    try (HotFrames frames = new HotFrames()) {
      IngestResult _ = ingest(lake, results, folders);
      frames.lines().forEach(line -> print("p  %s", line));
    }
    delete(lake);
  }

  private void questions(Path lake) throws IOException {
    String runId = RunFolders.seeded(SEED).runId(0);
    try (Lake opened = Lake.open(lake)) {
      Questions.measure(opened, runId, (name, figures) -> print("q  %-25s %s", name, figures));
    }
  }

  private void secondPass(Path lake, Path results, int folders) throws Exception {
    Measured walk = Measured.of(() -> RawRead.files(results));
    walk = walk.better(Measured.of(() -> RawRead.files(results)));
    Measured pass =
        Measured.of(
            () -> {
              try (Lake opened = Lake.open(lake)) {
                check(opened.ingest(results).unchanged(), folders);
              }
            });
    print("   a walk that stats all     %s", walk);
    print(
        "c  second pass, unchanged    %s   %.2f of the walk",
        pass, pass.seconds() / walk.seconds());
  }

  private IngestResult ingest(Path lake, Path results, long folders) {
    try (Lake opened = Lake.openOrCreate(lake)) {
      IngestResult result =
          opened.ingest(
              List.of(results),
              IngestOptions.DEFAULT.withThreads(options.threads()),
              IngestListener.NONE);
      check(result.added(), folders);
      return result;
    }
  }

  private static void check(long runs, long expected) {
    if (runs != expected) {
      throw new IllegalStateException(runs + " runs instead of " + expected);
    }
  }

  private void command(
      Path results, int folders, @Nullable Measured read, @Nullable Measured duckdb)
      throws Exception {
    Path peak = options.peak().toAbsolutePath();
    if (!Files.isExecutable(peak)) {
      print("d  skipped: no command at %s", peak);
      return;
    }
    Path lake = Files.createTempDirectory(work, "lake");
    Files.delete(lake);
    Optional<Long> megabytes;
    long began = System.nanoTime();
    megabytes = PeakProcess.ingest(peak, lake, results);
    Measured loaded = new Measured((System.nanoTime() - began) / 1e9, Double.NaN);
    print("d  peak ingest               %s  %s", loaded, compared(loaded, folders, read, duckdb));
    megabytes.ifPresent(mb -> print("   memory                    %5d MB resident", mb));
    delete(lake);
  }

  private void linear() throws Exception {
    double[] seconds = new double[2];
    int[] counts = {MANY / 10, MANY};
    for (int i = 0; i < counts.length; i++) {
      int folders = counts[i];
      Path results = results(folders);
      long _ = RawRead.bytes(results, options.threads());
      PeakMemory.resetPeaks();
      Path lake = Files.createTempDirectory(work, "lake");
      Measured loaded = Measured.of(() -> ingest(lake, results, folders));
      seconds[i] = loaded.seconds();
      print("c  %,7d folders           %s", folders, loaded);
      print(
          "   memory                    %5d MB resident, %d MB heap",
          PeakMemory.peakMegabytes(ProcessHandle.current().pid()).orElse(0L),
          PeakMemory.peakHeapMegabytes());
      secondPass(lake, results, folders);
      delete(lake);
    }
    print("   ten times the folders took %.1f times as long", seconds[1] / seconds[0]);
  }

  private void together(int folders) throws Exception {
    Path peak = options.peak().toAbsolutePath();
    List<Path> parts = Together.parts(work.resolve("parts-" + folders), SEED, folders);
    for (Path part : parts) {
      long _ = RawRead.bytes(part, options.threads());
    }
    for (int i = 0; i < options.repeat(); i++) {
      Path one = Files.createTempDirectory(work, "lake");
      Measured alone = Together.alone(peak, one, parts);
      Path other = Files.createTempDirectory(work, "lake");
      Measured together = Together.together(peak, other, parts);
      for (Path lake : List.of(one, other)) {
        try (Lake opened = Lake.open(lake)) {
          check(opened.verify().runs(), (long) folders / parts.size() * parts.size());
        }
        delete(lake);
      }
      print("d  one process               %s", alone);
      print(
          "d  %d on overlapping halves   %s   %.2f times as long",
          parts.size(), together, together.seconds() / alone.seconds());
    }
  }

  private void bigRun() throws Exception {
    Path results = work.resolve("results-long");
    if (!Files.exists(results)) {
      Files.createDirectories(results);
      RunFolders.seeded(SEED).writeLong(results, 0, LONG_CURVE);
    }
    PeakMemory.resetPeaks();
    Path lake = Files.createTempDirectory(work, "lake");
    Measured loaded = Measured.of(() -> ingest(lake, results, 1));
    print("c  a run of %,d points %s", LONG_CURVE, loaded);
    print(
        "   memory                    %5d MB resident, %d MB heap",
        PeakMemory.peakMegabytes(ProcessHandle.current().pid()).orElse(0L),
        PeakMemory.peakHeapMegabytes());
    delete(lake);
  }

  private static String compared(
      Measured loaded, int folders, @Nullable Measured read, @Nullable Measured duckdb) {
    StringBuilder text =
        new StringBuilder(String.format(Locale.ROOT, " %,.0f runs/s", folders / loaded.seconds()));
    if (read != null) {
      text.append(String.format(Locale.ROOT, "  %.1f x a", loaded.seconds() / read.seconds()));
    }
    if (duckdb != null) {
      text.append(String.format(Locale.ROOT, "  b / %.1f", duckdb.seconds() / loaded.seconds()));
    }
    return text.toString();
  }

  private void print(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }

  private static void delete(Path folder) throws IOException {
    var _ =
        Files.walkFileTree(
            folder,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                  throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult postVisitDirectory(
                  Path directory, @Nullable IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
              }
            });
  }
}
