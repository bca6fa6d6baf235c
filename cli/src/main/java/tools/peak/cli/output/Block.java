package tools.peak.cli.output;

import java.util.List;

/** Some lines at a terminal that the next ones replace, so that nothing scrolls. */
public final class Block implements AutoCloseable {
  private final CommandOutput output;

  public Block(CommandOutput output) {
    this.output = output;
  }

  /** Shows lines in the place of those before. */
  public void show(List<String> lines) {
    output.status(lines);
  }

  /** Takes them away. */
  @Override
  public void close() {
    output.clearStatus();
  }
}
