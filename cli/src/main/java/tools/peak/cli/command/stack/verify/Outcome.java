package tools.peak.cli.command.stack.verify;

/**
 * What became of a check.
 *
 * @param answer the last one
 * @param seconds how long it took until it was found, or was given up
 */
public record Outcome(Check check, Answer answer, double seconds) {
  public boolean isFound() {
    return switch (answer) {
      case Answer.Found _ -> true;
      case Answer.Missing _ -> false;
    };
  }
}
