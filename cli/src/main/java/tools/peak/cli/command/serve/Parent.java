package tools.peak.cli.command.serve;

import java.util.concurrent.CompletableFuture;

/**
 * The process that started this one. Its end ends the input, too, which is noticed between two
 * questions; this notices it while one is under way.
 */
record Parent(CompletableFuture<?> end) implements AutoCloseable {
  /** Interrupts the thread when the parent ends, until it is closed. */
  static Parent watched(Thread thread) {
    return new Parent(
        ProcessHandle.current()
            .parent()
            .<CompletableFuture<?>>map(parent -> parent.onExit().thenRun(thread::interrupt))
            .orElseGet(CompletableFuture::new));
  }

  @Override
  public void close() {
    boolean _ = end.cancel(false);
  }
}
