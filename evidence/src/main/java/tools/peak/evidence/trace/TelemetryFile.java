package tools.peak.evidence.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Spans;
import tools.peak.evidence.SpansBuilder;
import tools.peak.evidence.artifact.EvidenceFiles;
import tools.peak.evidence.artifact.FileReader;
import tools.peak.evidence.artifact.JsonInput;
import tools.peak.evidence.text.Utf8Text;

/**
 * {@code telemetry.jsonl}: OTLP JSON, an object a line. It refuses nothing: a line that cannot be
 * read (the last one of a program that was killed) costs its own spans, and a {@linkplain
 * Spans#UNREADABLE mark} behind the others says so.
 */
public final class TelemetryFile implements FileReader.Chunks {
  /** The longest line that is held in memory; a collector's largest batches are a few MiB. */
  private static final int MAX_LINE = 64 << 20;

  private static final int MOST_SPANS = 5_000_000;
  private static final long MOST_ATTRIBUTES = 100_000_000;

  private static final byte LINE_FEED = '\n';

  /**
   * What a run's spans may come to.
   *
   * @param spans how many, and how many resources
   * @param attributes of all spans, each with those of its resource
   * @param heap bytes of memory: an eighth of it for a line, a quarter for a span that is read,
   *     half of it for the spans that are kept
   */
  record Limits(int spans, long attributes, long heap) {
    int line() {
      return (int) Math.min(MAX_LINE, heap / 8);
    }

    long draft() {
      return heap / 4;
    }

    long kept() {
      return heap / 2;
    }
  }

  private final Limits limits;
  private final SpansBuilder spans = new SpansBuilder();
  private final Set<OtherForm> forms = EnumSet.noneOf(OtherForm.class);
  private final OtlpLine.Limit limit = new Held();
  private byte[] begun = new byte[0];
  private int begunLength;
  private boolean skipping;
  private boolean full;
  private long line = 1;
  private long brokenLines;
  private long withoutIds;
  private @Nullable String firstBreak;

  /**
   * Reads a file within so many bytes of memory.
   *
   * @param heap what the folder's budget has left
   */
  public TelemetryFile(long heap) {
    this(new Limits(MOST_SPANS, MOST_ATTRIBUTES, heap));
  }

  TelemetryFile(Limits limits) {
    this.limits = limits;
  }

  /** The spans that were read, and behind them what was not. */
  public Spans spans() {
    if (isIncomplete()) {
      spans.add(Spans.mark(message()), spans.newResource());
    }
    return spans.build();
  }

  /** What was read in another form than OTLP's JSON lines, or was not read, a line each. */
  public List<String> told() {
    List<String> told = new ArrayList<>();
    for (OtherForm form : forms) {
      if (form != OtherForm.JAEGER) {
        told.add(form.told());
      }
    }
    if (isIncomplete()) {
      told.add(message().substring(EvidenceFiles.TELEMETRY.length() + 2));
    }
    return told;
  }

  private boolean isIncomplete() {
    return brokenLines > 0 || withoutIds > 0 || full || forms.contains(OtherForm.JAEGER);
  }

  private String message() {
    StringBuilder message = new StringBuilder();
    if (brokenLines > 0) {
      message.append(
          String.format(
              Locale.ROOT,
              "%s: %,d line%s can't be read, first %s",
              EvidenceFiles.TELEMETRY,
              brokenLines,
              brokenLines == 1 ? "" : "s",
              firstBreak));
    }
    if (withoutIds > 0) {
      message
          .append(message.isEmpty() ? EvidenceFiles.TELEMETRY + ": " : "; ")
          .append(String.format(Locale.ROOT, "%,d spans without ids", withoutIds));
    }
    if (forms.contains(OtherForm.JAEGER)) {
      message
          .append(message.isEmpty() ? EvidenceFiles.TELEMETRY + ": " : "; ")
          .append(OtherForm.JAEGER.told());
    }
    if (full) {
      message
          .append(message.isEmpty() ? EvidenceFiles.TELEMETRY + ": " : "; ")
          .append(
              String.format(
                  Locale.ROOT,
                  "more than can be held, cut at line %,d (%,d spans)",
                  line,
                  spans.size()));
    }
    return message.toString();
  }

  @Override
  public int take(byte[] bytes, int to, boolean isLast) {
    int at = 0;
    while (at < to && !full) {
      int end = Utf8Text.indexOf(bytes, at, to, LINE_FEED);
      if (end < 0) {
        keep(bytes, at, to);
        break;
      }
      endLine(bytes, at, end);
      at = end + 1;
    }
    if (isLast && (begunLength > 0 || skipping)) {
      endLine(bytes, 0, 0);
    }
    return to;
  }

  /** Keeps the beginning of a line whose end is in another chunk. */
  private void keep(byte[] bytes, int from, int to) {
    if (skipping) {
      return;
    }
    int wanted = begunLength + to - from;
    if (wanted > limits.line()) {
      skipping = true;
      begun = new byte[0];
      begunLength = 0;
      return;
    }
    if (wanted > begun.length) {
      begun = Arrays.copyOf(begun, Math.max(wanted, (int) Math.min(2L * wanted, limits.line())));
    }
    System.arraycopy(bytes, from, begun, begunLength, to - from);
    begunLength = wanted;
  }

  private void endLine(byte[] bytes, int from, int to) {
    if (begunLength > 0 && !skipping) {
      keep(bytes, from, to);
    }
    if (skipping) {
      broken(String.format(Locale.ROOT, "is longer than %,d bytes", limits.line()));
    } else if (begunLength > 0) {
      read(begun, 0, begunLength);
    } else {
      read(bytes, from, to);
    }
    skipping = false;
    begunLength = 0;
    line += full ? 0 : 1;
  }

  private void read(byte[] bytes, int from, int to) {
    int start = line == 1 ? from + Utf8Text.afterMark(bytes, to) : from;
    try {
      JsonInput.readLine(
          EvidenceFiles.TELEMETRY,
          bytes,
          start,
          to,
          input -> withoutIds += OtlpLine.read(input, spans, limit, forms));
    } catch (Refusal e) {
      if (!full) {
        broken(detail(e.problem()));
      }
    }
  }

  private static String detail(Problem problem) {
    return problem instanceof Problem.InvalidJson(var _, var detail) ? detail : problem.reason();
  }

  private final class Held implements OtlpLine.Limit {
    @Override
    public void check() throws Refusal {
      if (spans.size() >= limits.spans()
          || spans.resources() >= limits.spans()
          || spans.attributes() >= limits.attributes()
          || spans.bytes() >= limits.kept()) {
        full = true;
        throw new Refusal(new Problem.InvalidJson(EvidenceFiles.TELEMETRY, "too many spans"));
      }
    }

    @Override
    public void check(long draft) throws Refusal {
      if (draft > limits.draft()) {
        throw new Refusal(
            new Problem.InvalidJson(
                EvidenceFiles.TELEMETRY, "a span that takes too much memory to be read"));
      }
    }
  }

  private void broken(String detail) {
    brokenLines++;
    if (firstBreak == null) {
      firstBreak = "line " + line + ": " + detail;
    }
  }
}
