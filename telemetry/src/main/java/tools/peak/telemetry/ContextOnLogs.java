package tools.peak.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;

/** Puts the {@link LogContext} on every log record. */
final class ContextOnLogs implements LogRecordProcessor {
  @Override
  public void onEmit(Context context, ReadWriteLogRecord record) {
    LogContext.of(context).forEach(record::setAttribute);
  }
}
