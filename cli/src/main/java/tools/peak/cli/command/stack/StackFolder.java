package tools.peak.cli.command.stack;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import tools.peak.cli.command.CommandFailed;

/**
 * Where the stack's files lie: in the distribution, or in the checkout that this was built from.
 */
final class StackFolder {
  private static final Path FILE = Path.of("ops", "observability", "docker-compose.yml");

  private StackFolder() {}

  /** The compose file, from whatever folder one asks. */
  static Path composeFile() {
    CodeSource source = StackFolder.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw missing("this program");
    }
    Path start;
    try {
      start = Path.of(source.getLocation().toURI()).toAbsolutePath();
    } catch (URISyntaxException e) {
      throw missing(source.getLocation().toString());
    }
    for (Path folder = start.getParent(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve(FILE);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    throw missing(start.toString());
  }

  private static CommandFailed missing(String start) {
    return CommandFailed.failed(
        "no "
            + FILE
            + " above "
            + start
            + ": the distribution carries it; lay it anew with ./peak");
  }
}
