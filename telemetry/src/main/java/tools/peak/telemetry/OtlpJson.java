package tools.peak.telemetry;

import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;

/**
 * SpanScope as OTLP JSON. The SDK has this only in an internal package, so it is used nowhere but
 * here, and a golden file tells when a newer version writes something else.
 */
final class OtlpJson {
  private static final int BYTES_A_SPAN = 400;

  private OtlpJson() {}

  /** One line: an {@code ExportTraceServiceRequest} in JSON and a line feed, in UTF-8. */
  static byte[] line(Collection<SpanData> spans) {
    ByteArrayOutputStream out = new ByteArrayOutputStream((spans.size() + 1) * BYTES_A_SPAN);
    try {
      TraceRequestMarshaler.create(spans).writeJsonTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("a stream in memory failed", e);
    }
    out.write('\n');
    return out.toByteArray();
  }
}
