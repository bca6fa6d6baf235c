package tools.peak.telemetry.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import tools.peak.telemetry.redaction.Redaction;

/**
 * Logging without a file to configure it: on standard error, JSON lines with {@code PEAK_LOG=json},
 * else plain lines. A program's own {@code logback.xml} comes first and wins.
 *
 * <p>{@code PEAK_LOG_LEVEL} says from which level on lines are written: by default INFO for
 * machines and WARN for people, who see results on standard output.
 */
@ConfiguratorRank(LogbackConfigurator.AFTER_FILES)
public final class LogbackConfigurator extends ContextAwareBase implements Configurator {
  static final String FORMAT_VARIABLE = "PEAK_LOG";
  static final String LEVEL_VARIABLE = "PEAK_LOG_LEVEL";

  /** Below logback.xml, above Logback's own last resort. */
  static final int AFTER_FILES = ConfiguratorRank.FALLBACK + 5;

  private final Map<String, String> environment;

  /** For Logback, which finds this class as a service. */
  public LogbackConfigurator() {
    this(System.getenv());
  }

  LogbackConfigurator(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    boolean json = environment.getOrDefault(FORMAT_VARIABLE, "").equals("json");
    Level level = Level.toLevel(environment.get(LEVEL_VARIABLE), json ? Level.INFO : Level.WARN);
    Redaction redaction = Redaction.of(environment);
    Encoder<ILoggingEvent> encoder =
        json ? new JsonLines(redaction, environment.get("PEAK_ENV")) : new PlainLines(redaction);
    encoder.setContext(context);
    encoder.start();

    ThresholdFilter threshold = new ThresholdFilter();
    threshold.setContext(context);
    threshold.setLevel(level.toString());
    threshold.start();

    ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
    stderr.setContext(context);
    stderr.setName("stderr");
    stderr.setTarget("System.err");
    stderr.setEncoder(encoder);
    stderr.addFilter(threshold);
    stderr.start();

    // Libraries tell much at INFO; Peak's own INFO is always there for the backend.
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(stderr);
    context
        .getLogger("tools.peak")
        .setLevel(level.isGreaterOrEqual(Level.INFO) ? Level.INFO : level);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
