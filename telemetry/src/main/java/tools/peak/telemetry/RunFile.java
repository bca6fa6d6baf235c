package tools.peak.telemetry;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.peak.telemetry.redaction.RedactedSpan;
import tools.peak.telemetry.redaction.Redaction;

/**
 * The spans of one run, on their way into its file. Whoever ends the span that fills a batch writes
 * the batch: nothing is queued without bound and nothing is dropped for want of room, a burst only
 * slows its maker down.
 *
 * <p>Past the limit only the run's first span and its children (the phases) are still written, up
 * to a reserve; what was cut is counted in a last span, {@code telemetry.truncated}.
 */
final class RunFile {
  static final int BATCH = 512;
  static final long RESERVE_BYTES = 256 * 1024;

  private static final ContextKey<RunFile> KEY = ContextKey.named("peak-run-file");

  private final Path path;
  private final long limit;
  private final Redaction redaction;
  private final Consumer<String> warnings;
  private final LineFile lines;
  private List<SpanData> batch = new ArrayList<>();
  private @Nullable SpanContext first;
  private @Nullable SpanData firstEnded;
  private @Nullable SpanData lastEnded;
  private boolean full;
  private long cut;
  private boolean closed;

  RunFile(Path path, long limit, Redaction redaction, Consumer<String> warnings) {
    this.path = path;
    this.limit = limit;
    this.redaction = redaction;
    this.warnings = warnings;
    this.lines = new LineFile(path);
  }

  /** The file of the run that {@code context} is within, if that has one. */
  static @Nullable RunFile of(Context context) {
    return context.get(KEY);
  }

  Context in(Context context) {
    return context.with(KEY, this);
  }

  synchronized void started(SpanContext span) {
    if (first == null) {
      first = span;
    }
  }

  /** Takes an ended span; one that ends after the file was closed is lost. */
  synchronized void ended(SpanData ended) {
    if (closed) {
      return;
    }
    SpanData span = RedactedSpan.of(ended, redaction);
    lastEnded = span;
    if (first != null && span.getSpanId().equals(first.getSpanId())) {
      firstEnded = span;
    } else if (!full || tellsAPhase(span)) {
      batch.add(span);
      if (batch.size() >= BATCH) {
        write();
      }
    } else {
      cut++;
    }
  }

  /** Writes what is left, the run's own span last, and closes the file. */
  synchronized void close() {
    if (closed) {
      return;
    }
    write();
    if (firstEnded != null) {
      batch.add(firstEnded);
    }
    if (cut > 0 && lastEnded != null) {
      batch.add(TruncatedSpan.of(firstEnded == null ? lastEnded : firstEnded, cut, limit));
    }
    if (!batch.isEmpty()) {
      append(OtlpJson.line(batch));
    }
    closed = true;
    lines.close();
  }

  private void write() {
    if (batch.isEmpty()) {
      return;
    }
    byte[] line = OtlpJson.line(batch);
    if (!full && lines.bytes() + line.length > limit) {
      full = true;
      int before = batch.size();
      batch.removeIf(span -> !tellsAPhase(span));
      cut += before - batch.size();
      line = OtlpJson.line(batch);
    }
    if (lines.bytes() + line.length <= (full ? limit + RESERVE_BYTES : limit)) {
      append(line);
    } else {
      cut += batch.size();
    }
    batch = new ArrayList<>();
  }

  private boolean tellsAPhase(SpanData span) {
    return first != null && span.getParentSpanId().equals(first.getSpanId());
  }

  private void append(byte[] line) {
    try {
      lines.append(line);
    } catch (IOException e) {
      closed = true;
      lines.close();
      warnings.accept(
          "telemetry of this run ends early: cannot write " + path + ": " + e.getMessage());
    }
  }
}
