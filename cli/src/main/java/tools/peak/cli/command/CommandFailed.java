package tools.peak.cli.command;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A command could not do what it was asked; the message is one line that says what to do. */
public final class CommandFailed extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final int exit;

  private CommandFailed(int exit, @Nullable String message) {
    super(message);
    this.exit = exit;
  }

  public static CommandFailed failed(@Nullable String message) {
    return new CommandFailed(Exit.FAILED, message);
  }

  public static CommandFailed wrongUsage(@Nullable String message) {
    return new CommandFailed(Exit.WRONG_USAGE, message);
  }

  public int exit() {
    return exit;
  }
}
