package tools.peak.benchmarks.query;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * What {@link QueryBenchmark} was asked for.
 *
 * @param runs how many runs the lake holds
 * @param metrics how many metrics each of them has, at least 4
 * @param keep where lakes are kept: one that is there already is used again
 * @param repeat how often each question is asked warm
 * @param threads how many processors every engine may use
 */
record QueryOptions(int runs, int metrics, Path keep, int repeat, int threads) {
  static final String USAGE =
      "usage: QueryBenchmark [--runs N] [--metrics N] [--keep DIR] [--repeat N] [--threads N]";

  static QueryOptions parse(String... args) {
    int runs = 1_000_000;
    int metrics = 20;
    Path keep = Path.of("benchmarks/target/query");
    int repeat = 15;
    int threads = 2;
    Deque<String> left = new ArrayDeque<>(Arrays.asList(args));
    while (!left.isEmpty()) {
      switch (left.pop()) {
        case "--runs" -> runs = Integer.parseInt(left.pop());
        case "--metrics" -> metrics = Integer.parseInt(left.pop());
        case "--keep" -> keep = Path.of(left.pop());
        case "--repeat" -> repeat = Integer.parseInt(left.pop());
        case "--threads" -> threads = Integer.parseInt(left.pop());
        default -> throw new IllegalArgumentException(USAGE);
      }
    }
    return new QueryOptions(runs, metrics, keep, repeat, threads);
  }

  /** The folder of this size of lake. */
  Path folder() {
    return keep.resolve(runs + "x" + metrics);
  }
}
