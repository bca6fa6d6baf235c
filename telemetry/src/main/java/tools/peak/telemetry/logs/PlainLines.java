package tools.peak.telemetry.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.Locale;
import tools.peak.telemetry.LogContext;
import tools.peak.telemetry.redaction.Redaction;

/** Log lines for people: {@code warn: what happened}, and the run where there is one. */
final class PlainLines extends EncoderBase<ILoggingEvent> {
  private final Redaction redaction;

  PlainLines(Redaction redaction) {
    this.redaction = redaction;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    StringBuilder line =
        new StringBuilder()
            .append(event.getLevel().toString().toLowerCase(Locale.ROOT))
            .append(": ")
            .append(redaction.apply(event.getFormattedMessage()));
    String run = LogContext.current().runId();
    if (run != null) {
      line.append(" [").append(run).append(']');
    }
    line.append('\n');
    if (event.getThrowableProxy() != null) {
      line.append(redaction.apply(ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }
    return line.toString().getBytes(UTF_8);
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
