package tools.peak.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@link IngestBenchmark} was asked for.
 *
 * @param folders how many run folders
 * @param only the parts to be measured
 * @param repeat how often Peak's own part is measured, each time with a new lake
 * @param threads for every part
 * @param keep a folder to work in that is left as it is: folders found there are used again
 * @param peak the command of part d
 * @param linear 20,000 folders against 200,000 instead
 * @param bigRun one run of 5 million points instead
 * @param together eight processes against one instead
 * @param profile print the frames on which Peak's own part spends its time
 */
record BenchmarkOptions(
    int folders,
    Set<Part> only,
    int repeat,
    int threads,
    @Nullable Path keep,
    Path peak,
    boolean linear,
    boolean bigRun,
    boolean together,
    boolean profile) {

  /** What can be measured. */
  enum Part {
    /** Raw read. */
    A,
    /** DuckDB alone. */
    B,
    /** Peak in this process. */
    C,
    /** Peak's command. */
    D
  }

  static final String USAGE =
      """
      usage: IngestBenchmark [--folders N] [--only a,b,c,d] [--repeat N] [--threads N]
                             [--keep DIR] [--peak COMMAND] [--linear] [--big-run] [--together] [--profile]
      """;

  static BenchmarkOptions parse(String... args) {
    int folders = 20_000;
    Set<Part> only = EnumSet.allOf(Part.class);
    int repeat = 3;
    int threads = Runtime.getRuntime().availableProcessors();
    Path keep = null;
    Path peak = Path.of("cli/target/peak/bin/peak");
    boolean linear = false;
    boolean bigRun = false;
    boolean together = false;
    boolean profile = false;
    Deque<String> left = new ArrayDeque<>(Arrays.asList(args));
    while (!left.isEmpty()) {
      switch (left.pop()) {
        case "--folders" -> folders = Integer.parseInt(left.pop());
        case "--repeat" -> repeat = Integer.parseInt(left.pop());
        case "--threads" -> threads = Integer.parseInt(left.pop());
        case "--keep" -> keep = Path.of(left.pop());
        case "--peak" -> peak = Path.of(left.pop());
        case "--linear" -> linear = true;
        case "--big-run" -> bigRun = true;
        case "--together" -> together = true;
        case "--profile" -> profile = true;
        case "--only" -> {
          only = EnumSet.noneOf(Part.class);
          for (String part : left.pop().split(",", -1)) {
            only.add(Part.valueOf(part.toUpperCase(Locale.ROOT)));
          }
        }
        default -> throw new IllegalArgumentException(USAGE);
      }
    }
    return new BenchmarkOptions(
        folders, only, repeat, threads, keep, peak, linear, bigRun, together, profile);
  }
}
