package tools.peak.runner.bars;

import org.jspecify.annotations.Nullable;

/** Bars that cannot be used. The message names the file, the line or row, and what is wrong. */
public final class BarsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BarsException(String source, String problem) {
    this(source, problem, null);
  }

  BarsException(String source, String problem, @Nullable Throwable cause) {
    super(source + ": " + problem, cause);
  }
}
