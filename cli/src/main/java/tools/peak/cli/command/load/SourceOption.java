package tools.peak.cli.command.load;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.peak.cli.command.CommandFailed;
import tools.peak.lake.ingest.SourceChoice;

/** Whose runs are looked for: by what lies there, unless one says. */
final class SourceOption {
  private static final String MAPPING = "mapping";

  @Option(
      names = "--as",
      paramLabel = "peak|stack|freqtrade|lean|mlflow|mapping",
      description = "Whose form the PATHs are of (default: told by what lies there).")
  @Nullable String tool;

  @Option(
      names = "--map",
      paramLabel = "FILE",
      description = "Says where runs stand in files of any other form; see peak mapping init.")
  @Nullable Path mapping;

  SourceChoice choice() {
    String name = tool == null ? null : tool.strip().toLowerCase(Locale.ROOT);
    if (mapping != null) {
      if (name != null && !name.equals(MAPPING)) {
        throw CommandFailed.wrongUsage("--as " + name + " needs no --map: leave one of them out");
      }
      return new SourceChoice.Mapped(mapping);
    }
    if (name == null) {
      return SourceChoice.DETECTED;
    }
    if (name.equals(MAPPING)) {
      throw CommandFailed.wrongUsage("--as mapping needs --map FILE: peak mapping init writes one");
    }
    return new SourceChoice.Named(name);
  }

  boolean isMapped() {
    return mapping != null;
  }
}
