package tools.peak.telemetry;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import org.slf4j.LoggerFactory;

/** Sends log records by OpenTelemetry, beside the lines on standard error. */
final class OtlpLogs implements AutoCloseable {
  private final Logger root;
  private final OpenTelemetryAppender appender;

  private OtlpLogs(Logger root, OpenTelemetryAppender appender) {
    this.root = root;
    this.appender = appender;
  }

  /** Begins to send; does nothing where the program logs by something else than Logback. */
  static AutoCloseable attach(OpenTelemetry openTelemetry) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return () -> {};
    }
    OpenTelemetryAppender appender = new OpenTelemetryAppender();
    appender.setContext(context);
    appender.setName("opentelemetry");
    appender.setKeyValuePairAttributesIncluded("*");
    appender.setOpenTelemetry(openTelemetry);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    return new OtlpLogs(root, appender);
  }

  @Override
  public void close() {
    root.detachAppender(appender);
    appender.stop();
  }
}
