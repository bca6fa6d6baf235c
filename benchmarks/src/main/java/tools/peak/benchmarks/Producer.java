package tools.peak.benchmarks;

import java.util.SplittableRandom;

/** Who writes run folders, and how many of a hundred. */
enum Producer {
  PIPELINE(70),
  LEGACY(11),
  PORTFOLIO(11),
  FILLS(6),
  /** A chain of just a snapshot, stats and a snippet. */
  MINIMAL(2);

  private final int ofHundred;

  Producer(int ofHundred) {
    this.ofHundred = ofHundred;
  }

  static Producer any(SplittableRandom random) {
    int left = random.nextInt(100);
    for (Producer producer : values()) {
      left -= producer.ofHundred;
      if (left < 0) {
        return producer;
      }
    }
    throw new IllegalStateException("the shares do not make a hundred");
  }
}
