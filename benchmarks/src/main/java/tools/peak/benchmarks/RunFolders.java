package tools.peak.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Writes run folders like real ones: every producer, every style of time, some 23 KB each, a curve
 * of 500 points whose first time is there twice, and 40 trades. The same seed and number give the
 * same folder. Thread-safe.
 */
public final class RunFolders {
  private static final int POINTS = 500;
  private static final int ROWS_A_WRITE = 4_096;

  private final long seed;
  private final TradesPool trades;
  private final int brokenOfThousand;

  private RunFolders(long seed, TradesPool trades, int brokenOfThousand) {
    this.seed = seed;
    this.trades = trades;
    this.brokenOfThousand = brokenOfThousand;
  }

  /** Whole folders. */
  public static RunFolders seeded(long seed) throws IOException {
    return new RunFolders(seed, TradesPool.of(seed), 0);
  }

  /** The same, but so many of a thousand folders are broken, each in one of several ways. */
  public RunFolders withBroken(int ofThousand) {
    return new RunFolders(seed, trades, ofThousand);
  }

  /** Writes the folders of the numbers in {@code [from, to)}, on all processors. */
  public void write(Path root, long from, long to) throws IOException {
    Files.createDirectories(root);
    try {
      LongStream.range(from, to)
          .parallel()
          .forEach(
              number -> {
                try {
                  write(root, number);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Whether the folder of that number is broken. */
  public boolean isBroken(long number) {
    return random(~number).nextInt(1_000) < brokenOfThousand;
  }

  /** The run_id of that number's folder, which is also the folder's name. */
  public String runId(long number) {
    return RunFacts.of(number, random(number)).runId();
  }

  /** Writes one folder, its snippet last. */
  public void write(Path root, long number) throws IOException {
    SplittableRandom random = random(number);
    RunFacts run = RunFacts.of(number, random);
    Path folder = Files.createDirectory(root.resolve(run.runId()));
    Map<String, String> stats = RunStats.of(run, random);
    Files.write(
        folder.resolve("config_snapshot.json"), SnapshotText.of(run, random).getBytes(UTF_8));
    Files.write(folder.resolve("stats.json"), RunStats.json(stats).getBytes(UTF_8));
    if (run.producer() != Producer.MINIMAL) {
      Files.write(
          folder.resolve("equity.csv"),
          CurveText.of(run.firstBar(), POINTS, random).getBytes(UTF_8));
      Files.write(folder.resolve("trades.parquet"), trades.any(run.producer(), random));
    }
    if (isBroken(number)) {
      Breakage[] ways = Breakage.values();
      ways[(int) (number % ways.length)].strike(folder);
    }
    Files.write(folder.resolve("report_snippet.md"), RunStats.snippet(run, stats).getBytes(UTF_8));
  }

  /** Writes one run whose curve has so many rows. */
  public void writeLong(Path root, long number, int rows) throws IOException {
    Files.createDirectories(root);
    write(root, number);
    SplittableRandom random = random(number);
    RunFacts run = RunFacts.of(number, random);
    Path folder = root.resolve(run.runId());
    LocalDateTime bar =
        LocalDateTime.ofInstant(run.timestamp(), ZoneOffset.UTC).withNano(0).minusSeconds(rows);
    double equity = 10_000;
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("equity.csv"))) {
      StringBuilder csv = new StringBuilder().append(CurveText.HEADER);
      for (int row = 0; row < rows; row++) {
        CurveText.row(csv, bar.plusSeconds(Math.max(0, row - 1)), equity, false);
        equity *= 1 + random.nextGaussian(0, 0.0001);
        if (row % ROWS_A_WRITE == 0) {
          out.append(csv);
          csv.setLength(0);
        }
      }
      out.append(csv);
    }
    Path snippet = folder.resolve("report_snippet.md");
    Files.write(snippet, Files.readAllBytes(snippet));
  }

  private SplittableRandom random(long number) {
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
  }
}
