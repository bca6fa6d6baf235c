package tools.peak.cli.command.serve;

import java.util.concurrent.CompletableFuture;
import tools.peak.cli.command.Exit;

/**
 * The process that started this one. Its end ends the input as well, unless a process that it left
 * behind holds that open, and then it is noticed between two questions; this notices it at once.
 */
record Parent(CompletableFuture<?> end) implements AutoCloseable {
  /** Ends this process with its parent, as if it had been told to end, until it is closed. */
  static Parent watched() {
    return new Parent(
        ProcessHandle.current()
            .parent()
            .<CompletableFuture<?>>map(
                parent -> parent.onExit().thenRun(() -> System.exit(Exit.FAILED)))
            .orElseGet(CompletableFuture::new));
  }

  @Override
  public void close() {
    boolean _ = end.cancel(false);
  }
}
