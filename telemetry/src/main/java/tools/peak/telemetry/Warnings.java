package tools.peak.telemetry;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import tools.peak.telemetry.logs.Redaction;

/**
 * Makes one line of what the SDK complains about. It logs each failed export through
 * java.util.logging, with a backend that is gone every few seconds and once a signal.
 */
final class Warnings extends Handler {
  private static final int LONGEST = 300;

  /** Held: java.util.logging itself only has a weak reference, and would lose the handler. */
  private static final Logger SDK = Logger.getLogger("io.opentelemetry");

  private static final Pattern EXPORT =
      Pattern.compile(
          "io\\.opentelemetry\\.(exporter\\..*|sdk\\.(trace|metrics|logs)\\.export\\..*)");

  private final Consumer<String> to;
  private final Redaction redaction;
  private final Set<String> said = ConcurrentHashMap.newKeySet();
  private final SimpleFormatter formatter = new SimpleFormatter();

  private Warnings(Consumer<String> to, Redaction redaction) {
    this.to = to;
    this.redaction = redaction;
    setLevel(Level.WARNING);
  }

  /**
   * From now on the SDK's complaints go to {@code to}, until the next call. They stay there after
   * the SDK was closed: some come late.
   */
  static void direct(Consumer<String> to, Redaction redaction) {
    for (Handler handler : SDK.getHandlers()) {
      SDK.removeHandler(handler);
    }
    SDK.addHandler(new Warnings(to, redaction));
    SDK.setUseParentHandlers(false);
  }

  @Override
  public void publish(LogRecord record) {
    if (!isLoggable(record)) {
      return;
    }
    String logger = record.getLoggerName() == null ? "" : record.getLoggerName();
    boolean export = EXPORT.matcher(logger).matches();
    if (said.add(export ? "export" : logger)) {
      String text = line(formatter.formatMessage(record));
      to.accept(
          export
              ? "telemetry is not delivered: " + text + " (said once; the program goes on)"
              : "telemetry: " + text);
    }
  }

  /** One line of bounded length without secrets. */
  private String line(String text) {
    String line = redaction.apply(text).replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
