package tools.peak.cli.command;

/** What every command is, once its options are read. */
public interface Command {
  /**
   * Does it.
   *
   * @return the exit code
   * @throws Exception whatever goes wrong: one place turns it into a line and an exit code
   */
  int run(Invocation invocation) throws Exception;
}
