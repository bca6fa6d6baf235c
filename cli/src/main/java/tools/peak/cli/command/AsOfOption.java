package tools.peak.cli.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.peak.lake.AsOf;

/** At what version of the lake a command asks. */
public final class AsOfOption {
  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description =
          "The lake as it was: a date, a time, how long ago (-1d, -2h), or a lake version by its"
              + " number or name.")
  private @Nullable String text;

  /** The newest version, unless another was asked for. */
  public AsOf time() {
    return text == null ? AsOf.latest() : AsOf.parse(text, Instant.now());
  }
}
