package tools.peak.cli.output;

import java.util.Locale;
import java.util.Map;

/**
 * What the streams are connected to.
 *
 * @param out whether standard output is a terminal
 * @param err whether standard error is a terminal
 * @param width columns that a line may take; {@link #UNBOUNDED} where lines are not cut
 * @param statusWidth columns that a line of progress may take
 * @param colours whether standard output may carry colours
 * @param unicode whether more than ASCII may be drawn
 */
public record Terminal(
    boolean out, boolean err, int width, int statusWidth, boolean colours, boolean unicode) {
  /** The width of what is no terminal: a pipe's reader wants whole values. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  private static final int USUAL_WIDTH = 80;
  private static final int LEAST_WIDTH = 20;

  /**
   * Reads the environment: {@code PEAK_TERMINAL} and {@code PEAK_COLUMNS} (set by the launcher:
   * which streams are a terminal, how wide it is, and {@code ascii} where the locale is set to
   * something other than UTF-8), {@code COLUMNS}, {@code TERM} and {@code NO_COLOR}.
   */
  public static Terminal of(Map<String, String> env) {
    String launcher = env.getOrDefault("PEAK_TERMINAL", "");
    boolean out = launcher.contains("out");
    boolean dumb = env.getOrDefault("TERM", "").toLowerCase(Locale.ROOT).equals("dumb");
    int wanted = columns(env.getOrDefault("COLUMNS", ""), 0);
    int real = columns(env.getOrDefault("PEAK_COLUMNS", ""), USUAL_WIDTH);
    return new Terminal(
        out,
        launcher.contains("err"),
        wanted > 0 ? wanted : out ? real : UNBOUNDED,
        wanted > 0 ? wanted : real,
        out && !dumb && env.getOrDefault("NO_COLOR", "").isEmpty(),
        !dumb && !launcher.contains("ascii"));
  }

  /** The width for drawings, which need a bound also where lines are not cut. */
  public int drawingWidth() {
    return width == UNBOUNDED ? USUAL_WIDTH : width;
  }

  /** What stands where text was cut. */
  public String ellipsis() {
    return unicode ? "…" : "...";
  }

  private static int columns(String text, int otherwise) {
    return text.matches("[1-9][0-9]{0,4}")
        ? Math.max(LEAST_WIDTH, Integer.parseInt(text))
        : otherwise;
  }
}
