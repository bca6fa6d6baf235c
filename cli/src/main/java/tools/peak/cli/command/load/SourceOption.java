package tools.peak.cli.command.load;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.peak.lake.ingest.SourceChoice;

/** Whose runs are looked for: by what lies there, unless one says. */
final class SourceOption {
  @Option(
      names = "--as",
      paramLabel = "peak|stack|freqtrade|lean|mlflow|mapping",
      description = "Whose form the PATHs are of (default: told by what lies there).")
  @Nullable String tool;

  SourceChoice choice() {
    return tool == null
        ? SourceChoice.DETECTED
        : new SourceChoice.Named(tool.strip().toLowerCase(Locale.ROOT));
  }
}
