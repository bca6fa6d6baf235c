package tools.peak.cli.output;

import java.io.IOException;
import java.io.Serial;
import java.util.Objects;

/** Our output could not be written, and whoever waits for it does not have all of it. */
public final class OutputFailed extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  OutputFailed(IOException cause) {
    super(
        "standard output can't be written: "
            + Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName()),
        cause);
  }
}
