package tools.peak.cli;

/** What every command is, once its options are read. */
interface Command {
  /**
   * Does it.
   *
   * @return the exit code
   * @throws Exception whatever goes wrong: one place turns it into a line and an exit code
   */
  int run(Invocation session) throws Exception;
}
