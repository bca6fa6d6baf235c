package tools.peak.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.peak.telemetry.redaction.Redaction;

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

  private final Redaction redaction;
  private final Set<String> said = ConcurrentHashMap.newKeySet();
  private final SimpleFormatter formatter = new SimpleFormatter();

  /** What came before anyone was there to hear it. */
  private final List<String> held = new ArrayList<>();

  private @Nullable Consumer<String> to;

  private Warnings(Redaction redaction) {
    this.redaction = redaction;
    setLevel(Level.WARNING);
  }

  /**
   * From now on the SDK's complaints come here, until the next call, and are held until {@link #to}
   * says where they go. They stay here after the SDK was closed: some come late.
   */
  static Warnings take(Redaction redaction) {
    for (Handler handler : SDK.getHandlers()) {
      SDK.removeHandler(handler);
    }
    Warnings warnings = new Warnings(redaction);
    SDK.addHandler(warnings);
    SDK.setUseParentHandlers(false);
    return warnings;
  }

  synchronized void to(Consumer<String> to) {
    this.to = to;
    held.forEach(to);
    held.clear();
  }

  private synchronized void say(String line) {
    if (to == null) {
      held.add(line);
    } else {
      to.accept(line);
    }
  }

  @Override
  public void publish(LogRecord record) {
    if (!isLoggable(record)) {
      return;
    }
    String logger = record.getLoggerName() == null ? "" : record.getLoggerName();
    boolean export = EXPORT.matcher(logger).matches();
    String text = formatter.formatMessage(record) + cause(record);
    if (export) {
      notDelivered(text);
    } else if (said.add(logger)) {
      say("telemetry: " + line(text));
    }
  }

  /** Says once that a backend does not take what it is sent. */
  void notDelivered(String why) {
    if (said.add("export")) {
      say("telemetry is not delivered: " + line(why) + " (said once; the program goes on)");
    }
  }

  private static String cause(LogRecord record) {
    Throwable thrown = record.getThrown();
    return thrown == null || thrown.getMessage() == null ? "" : " " + thrown.getMessage();
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
