package tools.peak.cli.command.stack.verify;

/** What a program of the stack said to one question. */
public sealed interface Answer {
  /** What was looked for is there. */
  record Found() implements Answer {}

  /**
   * It is not there, or not yet.
   *
   * @param why what was answered instead
   * @param cause the likely cause, and what to do
   */
  record Missing(String why, String cause) implements Answer {}

  Answer FOUND = new Found();
}
