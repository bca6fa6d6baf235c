package tools.peak.cli;

import java.io.Serial;

/** A command could not do what it was asked; the message is one line that says what to do. */
final class CommandFailed extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final int exit;

  private CommandFailed(int exit, String message) {
    super(message);
    this.exit = exit;
  }

  static CommandFailed failed(String message) {
    return new CommandFailed(Exit.FAILED, message);
  }

  static CommandFailed wrongUsage(String message) {
    return new CommandFailed(Exit.WRONG_USAGE, message);
  }

  int exit() {
    return exit;
  }
}
