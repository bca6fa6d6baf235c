package tools.peak.cli.output;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
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
 * @param zone whose times are shown to people
 */
public record Terminal(
    boolean out,
    boolean err,
    int width,
    int statusWidth,
    boolean colours,
    boolean unicode,
    ZoneId zone) {
  /** The width of what is no terminal: a pipe's reader wants whole values. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm zzz", Locale.ENGLISH);
  private static final int USUAL_WIDTH = 80;
  private static final int LEAST_WIDTH = 20;

  /**
   * Reads the environment: {@code PEAK_TERMINAL} and {@code PEAK_COLUMNS} (set by the launcher:
   * which streams are a terminal, how wide it is, and {@code ascii} where the locale is set to
   * something other than UTF-8), {@code COLUMNS}, {@code TERM}, {@code NO_COLOR} and {@code TZ}.
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
        !dumb && !launcher.contains("ascii"),
        zone(env.getOrDefault("TZ", "")));
  }

  /** What Java makes nothing of is left to the system. */
  private static ZoneId zone(String name) {
    try {
      return name.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneId.systemDefault();
    }
  }

  /** A time for people, to the minute: {@code 2024-10-05 09:30 UTC}. */
  public String time(Instant instant) {
    return LOCAL.withZone(zone).format(instant);
  }

  /** The width for drawings, which need a bound also where lines are not cut. */
  public int drawingWidth() {
    return width == UNBOUNDED ? USUAL_WIDTH : width;
  }

  /** What stands between facts of one line. */
  public String separator() {
    return unicode ? " · " : ", ";
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
