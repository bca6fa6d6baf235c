package tools.peak.runner.live;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.peak.runner.strategy.ParameterException;

/**
 * How fast bars are replayed.
 *
 * @param factor of the time between bars; 0 does not wait at all
 */
public record Speed(double factor) {
  /** As fast as they can be read, or as they come. */
  public static final Speed MAX = new Speed(0);

  public static final Speed REAL_TIME = new Speed(1);

  private static final Pattern TIMES = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)x?");

  /**
   * Reads {@code 60x} or {@code max}.
   *
   * @throws ParameterException if it is neither
   */
  public static Speed parse(String text) {
    if (text.equals("max")) {
      return MAX;
    }
    Matcher times = TIMES.matcher(text);
    double factor = times.matches() ? Double.parseDouble(times.group(1)) : 0;
    if (factor <= 0) {
      throw new ParameterException(
          "the speed is max, or a number of times such as 60x, not '" + text + "'");
    }
    return new Speed(factor);
  }

  boolean waits() {
    return factor > 0;
  }

  /** What a span of the bars' time takes. */
  double nanos(long micros) {
    return micros * 1e3 / (waits() ? factor : 1);
  }
}
