package tools.peak.cli.output;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far a long deed is: a bar with rate and time left on a terminal, now and then a plain line
 * otherwise. Safe to be told from several threads.
 */
public final class Progress implements AutoCloseable {
  private static final Duration REDRAW = Duration.ofMillis(100);
  private static final Duration PLAIN = Duration.ofSeconds(5);
  private static final int BAR = 24;

  private final CommandOutput output;
  private final String deed;
  private final String things;
  private final LongSupplier nanoTime;
  private final long began;
  private long lastShown;

  /**
   * Begins.
   *
   * @param deed what is done, such as {@code ingest}
   * @param things what is counted, such as {@code runs}
   * @param nanoTime a clock such as {@link System#nanoTime()}
   */
  public Progress(CommandOutput output, String deed, String things, LongSupplier nanoTime) {
    this.output = output;
    this.deed = deed;
    this.things = things;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
    this.lastShown = began;
  }

  /** Tells how much is done, of how much; 0 where the whole is not known yet. */
  public synchronized void update(long done, long total) {
    long now = nanoTime.getAsLong();
    boolean terminal = output.terminal().err();
    if (now - lastShown < (terminal ? REDRAW : PLAIN).toNanos()) {
      return;
    }
    lastShown = now;
    double seconds = (now - began) / 1e9;
    if (terminal) {
      output.status(bar(done, total) + text(done, total, seconds));
    } else {
      output.notice(text(done, total, seconds));
    }
  }

  /** Takes the bar away. */
  @Override
  public void close() {
    output.clearStatus();
  }

  private String text(long done, long total, double seconds) {
    double rate = done / seconds;
    String text =
        total > 0
            ? String.format(Locale.ROOT, "%s: %,d of %,d %s", deed, done, total, things)
            : String.format(Locale.ROOT, "%s: %,d %s", deed, done, things);
    if (done == 0) {
      return text;
    }
    text += " (" + rate(rate) + ")";
    return total > done ? text + ", " + span((total - done) / rate) + " left" : text;
  }

  private String bar(long done, long total) {
    if (total <= 0) {
      return "";
    }
    int filled = (int) Math.min(BAR, BAR * done / total);
    boolean unicode = output.terminal().unicode();
    return (unicode ? "█" : "#").repeat(filled) + (unicode ? "░" : ".").repeat(BAR - filled) + " ";
  }

  /** A rate for people: {@code 8,700/s}, {@code 3.2/s}. */
  public static String rate(double perSecond) {
    return perSecond >= 1_000
        ? String.format(Locale.ROOT, "%,d/s", Math.round(perSecond / 100) * 100)
        : String.format(Locale.ROOT, perSecond >= 10 ? "%.0f/s" : "%.1f/s", perSecond);
  }

  /** A span of time for people: {@code 2.3 s}, {@code 4 min 10 s}. */
  public static String span(double seconds) {
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %d min", whole / 3600, whole % 3600 / 60);
  }
}
