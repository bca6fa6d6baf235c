package tools.peak.cli.output;

import java.io.IOException;
import java.io.Serial;

/** Whoever read our output has stopped, as {@code head} does: nothing is wrong, and we are done. */
public final class BrokenPipe extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  BrokenPipe(IOException cause) {
    super("standard output was closed", cause);
  }
}
