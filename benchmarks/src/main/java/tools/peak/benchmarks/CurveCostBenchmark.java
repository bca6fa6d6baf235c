package tools.peak.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.curve.CurveStats;
import tools.peak.evidence.folder.EvidenceReader;
import tools.peak.evidence.folder.FolderWalk;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.folder.Reading;
import tools.peak.evidence.folder.RunFolder;
import tools.peak.lake.Lake;
import tools.peak.lake.ingest.IngestListener;
import tools.peak.lake.ingest.IngestOptions;

/**
 * What the metrics of curves add to an ingest: the processor's time for measuring all curves of
 * some folders over its time for loading those folders, in one process, round after round. The
 * folder it works in must not exist; it stays.
 */
public final class CurveCostBenchmark {
  private static final String USAGE = "usage: CurveCostBenchmark DIR [FOLDERS [POINTS_OF_ONE]]";
  private static final int ROUNDS = 5;

  /** The curves are measured so often, to be longer than a tick of the processor's clock. */
  private static final int TIMES = 20;

  private final Path work;
  private final PrintStream out;

  private CurveCostBenchmark(Path work, PrintStream out) {
    this.work = work;
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    if (args.length < 1 || args.length > 3) {
      throw new IllegalArgumentException(USAGE);
    }
    Path work = Files.createDirectory(Path.of(args[0]));
    int folders = args.length > 1 ? Integer.parseInt(args[1]) : 5_000;
    int points = args.length > 2 ? Integer.parseInt(args[2]) : 2_000_000;
    CurveCostBenchmark benchmark =
        new CurveCostBenchmark(work, new PrintStream(System.out, true, StandardCharsets.UTF_8));
    RunFolders.seeded(7).write(work.resolve("many"), 0, folders);
    RunFolders.seeded(7).writeLong(work.resolve("one"), 0, points);
    benchmark.measure("many");
    benchmark.measure("one");
  }

  private void measure(String name) throws Exception {
    Path results = work.resolve(name);
    List<EquityCurve> curves = curves(results);
    long points = curves.stream().mapToLong(EquityCurve::size).sum();
    out.printf(Locale.ROOT, "%,d runs, %,d points%n", curves.size(), points);
    for (int round = 0; round < ROUNDS; round++) {
      Path lake = Files.createTempDirectory(work, "lake");
      Measured load = Measured.of(() -> load(lake, results));
      Measured measured = Measured.of(() -> measure(curves));
      double seconds = measured.cpuSeconds() / TIMES;
      out.printf(
          Locale.ROOT,
          "ingest %.2f s cpu, its curves' metrics %.3f s cpu (%.1f ns a point): %.2f %%%n",
          load.cpuSeconds(),
          seconds,
          seconds * 1e9 / points,
          100 * seconds / load.cpuSeconds());
    }
  }

  private static void measure(List<EquityCurve> curves) {
    long found = 0;
    for (int i = 0; i < TIMES; i++) {
      for (EquityCurve curve : curves) {
        found += CurveStats.of(curve).size();
      }
    }
    if (found == 0) {
      throw new IllegalStateException("no curve was measured");
    }
  }

  private static void load(Path path, Path results) {
    try (Lake lake = Lake.openOrCreate(path)) {
      var _ =
          lake.ingest(
              List.of(results),
              IngestOptions.DEFAULT.withSettle(Duration.ZERO),
              IngestListener.NONE);
    }
  }

  private static List<EquityCurve> curves(Path results) throws IOException {
    EvidenceReader reader = new EvidenceReader(ReadLimits.DEFAULT);
    FolderWalk walk = FolderWalk.of(List.of(results));
    List<EquityCurve> curves = new ArrayList<>();
    try (Stream<Path> folders = Files.list(results)) {
      for (Path folder : folders.sorted().toList()) {
        RunFolder found = walk.look(folder.toRealPath());
        if (found != null && reader.read(found) instanceof Reading.Loaded(var run, _)) {
          curves.add(run.equity());
        }
      }
    }
    return curves;
  }
}
