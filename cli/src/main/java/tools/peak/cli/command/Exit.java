package tools.peak.cli.command;

/** What the process tells whoever started it. */
public final class Exit {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int WRONG_USAGE = 2;
  public static final int DONE_IN_PART = 3;

  /** Nothing was loaded, because all that was found was still being written. */
  public static final int WAITING = 4;

  private Exit() {}
}
