package tools.peak.cli.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;

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

  /** A version for all questions of one answer, whoever writes meanwhile. */
  public static AsOf pinned(Lake lake, AsOf asked) {
    return asked instanceof AsOf.Latest ? AsOf.version(lake.version()) : asked;
  }
}
