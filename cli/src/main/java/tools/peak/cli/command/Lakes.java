package tools.peak.cli.command;

import java.nio.file.Path;
import tools.peak.lake.Lake;

/** Where a command that only asks has its lake from. */
@FunctionalInterface
public interface Lakes {
  /** A lake for each command, closed with it. */
  Lakes EACH_ITS_OWN =
      folder -> {
        Lake lake = Lake.open(folder);
        return new Opened(lake, lake::close);
      };

  /**
   * Opens a lake that is there.
   *
   * @throws tools.peak.lake.LakeException if there is none, or none that can be used as it is
   */
  Opened open(Path folder);

  /** A lake in the hands of one command. */
  record Opened(Lake lake, Runnable closing) implements AutoCloseable {
    @Override
    public void close() {
      closing.run();
    }
  }
}
