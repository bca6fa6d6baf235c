package tools.peak.engine.duckdb.sandbox;

/** How a worker ended that did not finish its answer, as its exit value tells. */
sealed interface WorkerEnd {
  /**
   * A signal that a program does not send itself ended it, such as the kernel's for want of memory.
   */
  record Killed(int signal) implements WorkerEnd {}

  /** Java ended by itself, with an exception. */
  record Failed(int value) implements WorkerEnd {}

  /** It ended itself on the spot, as Java and DuckDB do when they get no memory. */
  record Crashed(int value) implements WorkerEnd {}

  /** What shells and Java add to the number of a signal. */
  int OF_SIGNALS = 128;

  static WorkerEnd of(int exit) {
    int signal = exit - OF_SIGNALS;
    return switch (signal) {
      case 1, 2, 9, 15, 24, 25 -> new Killed(signal); // HUP, INT, KILL, TERM, XCPU, XFSZ
      default -> exit == 1 ? new Failed(exit) : new Crashed(exit);
    };
  }
}
