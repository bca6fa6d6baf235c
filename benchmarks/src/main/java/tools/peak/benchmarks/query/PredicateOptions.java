package tools.peak.benchmarks.query;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * What {@link PredicateBenchmark} was asked for.
 *
 * @param runs how many runs have trades
 * @param trades how many each of them has
 * @param curves how many runs have a curve, in a lake of their own
 * @param points how many points each of those has
 * @param keep where lakes are kept: one that is there already is used again
 * @param repeat how often each question is asked warm
 * @param threads how many processors the peer may use; Peak takes what the machine has
 */
record PredicateOptions(
    int runs, int trades, int curves, int points, Path keep, int repeat, int threads) {
  static final String USAGE =
      "usage: PredicateBenchmark [--runs N] [--trades N] [--curves N] [--points N] [--keep DIR]"
          + " [--repeat N] [--threads N]";

  static PredicateOptions parse(String... args) {
    int runs = 1_000_000;
    int trades = 40;
    int curves = 10_000;
    int points = 2_000;
    Path keep = Path.of("benchmarks/target/predicates");
    int repeat = 5;
    int threads = Runtime.getRuntime().availableProcessors();
    Deque<String> left = new ArrayDeque<>(Arrays.asList(args));
    while (!left.isEmpty()) {
      String option = left.pop();
      if (left.isEmpty()) {
        throw new IllegalArgumentException(USAGE);
      }
      switch (option) {
        case "--runs" -> runs = Integer.parseInt(left.pop());
        case "--trades" -> trades = Integer.parseInt(left.pop());
        case "--curves" -> curves = Integer.parseInt(left.pop());
        case "--points" -> points = Integer.parseInt(left.pop());
        case "--keep" -> keep = Path.of(left.pop());
        case "--repeat" -> repeat = Integer.parseInt(left.pop());
        case "--threads" -> threads = Integer.parseInt(left.pop());
        default -> throw new IllegalArgumentException(USAGE);
      }
    }
    return new PredicateOptions(runs, trades, curves, points, keep, repeat, threads);
  }
}
