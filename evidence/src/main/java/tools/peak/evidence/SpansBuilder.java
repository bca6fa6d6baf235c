package tools.peak.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Packs spans. A text that comes again is a number; one that comes once is itself. */
public final class SpansBuilder {
  public static final List<String> KINDS =
      List.of("unspecified", "internal", "server", "client", "producer", "consumer");
  public static final List<String> STATUSES = List.of("unset", "ok", "error");
  static final List<Value.Type> TYPES = List.of(Value.Type.values());

  static final int MISSING = 0;
  static final int FIRST_KNOWN = 2;
  private static final int ITSELF = 1;

  private static final int PAGE = 1 << 20;
  private static final int MOST_TEXTS = 1 << 16;
  private static final int LONGEST_KNOWN = 100;

  /** A text's objects and its place in the map. */
  private static final long KNOWN_TEXT = 150;

  private static final int RESOURCE = 100;

  private final List<byte[]> pages = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private final List<Span.Resource> resources = new ArrayList<>();
  private final Map<Span.Resource, Span.Resource> equal = new HashMap<>();
  private final ByteArrayBuilder page = new ByteArrayBuilder(PAGE);
  private int size;
  private long attributes;
  private long bytes;

  public int size() {
    return size;
  }

  /** How many attributes all spans have together, each with those of its resource. */
  public long attributes() {
    return attributes;
  }

  /** About how much memory all of it takes. */
  public long bytes() {
    return bytes + page.size();
  }

  /** Makes a place for a resource that may be told after its spans. */
  public int newResource() {
    resources.add(Span.Resource.UNKNOWN);
    bytes += RESOURCE;
    return resources.size() - 1;
  }

  /** How many places there are. */
  public int resources() {
    return resources.size();
  }

  /** Some exporters tell the same resource with every span: it is kept once. */
  public void resource(int place, Span.Resource resource) {
    resources.set(
        place,
        equal.computeIfAbsent(
            resource,
            same -> {
              same.attributes().forEach(value -> bytes += weight(value));
              return same;
            }));
  }

  /** Adds a span, whose own resource is not looked at. */
  public void add(Span span, int resource) {
    known(span.traceId());
    itself(span.spanId());
    itself(span.parentSpanId());
    known(span.name());
    page.append(Math.max(0, KINDS.indexOf(span.kind())));
    number(span.startNanos());
    number(span.durationNanos());
    page.append(Math.max(0, STATUSES.indexOf(span.status())));
    known(span.statusMessage());
    varint(span.attributes().size());
    span.attributes().forEach(this::attribute);
    itself(span.events());
    itself(span.links());
    varint(resource);
    size++;
    attributes += span.attributes().size() + resources.get(resource).attributes().size();
    if (page.size() >= PAGE) {
      seal();
    }
  }

  private static long weight(Value value) {
    String text = value.text();
    return KNOWN_TEXT + value.key().length() + (text == null ? 0 : text.length());
  }

  private void attribute(Value value) {
    known(value.key());
    page.append(TYPES.indexOf(value.type()));
    Double number = value.number();
    switch (value.type()) {
      case INT -> number(Long.parseLong(String.valueOf(value.text())));
      case FLOAT -> number(Double.doubleToRawLongBits(number == null ? Double.NaN : number));
      case BOOL, STRING, LIST, OBJECT, NULL -> known(value.text());
    }
  }

  public Spans build() {
    seal();
    return size == 0 ? Spans.NONE : new Spans(pages, texts, resources, size);
  }

  private void seal() {
    if (page.size() > 0) {
      byte[] whole = page.toByteArray();
      pages.add(whole);
      bytes += whole.length;
      page.reset();
    }
  }

  private void known(@Nullable String text) {
    if (text == null || text.length() > LONGEST_KNOWN) {
      itself(text);
      return;
    }
    Integer place = places.get(text);
    if (place == null && texts.size() < MOST_TEXTS) {
      place = texts.size();
      places.put(text, place);
      texts.add(text);
      bytes += KNOWN_TEXT + text.length();
    }
    if (place == null) {
      itself(text);
    } else {
      varint(FIRST_KNOWN + place);
    }
  }

  private void itself(@Nullable String text) {
    if (text == null) {
      varint(MISSING);
      return;
    }
    byte[] bytes = text.getBytes(UTF_8);
    varint(ITSELF);
    varint(bytes.length);
    page.write(bytes, 0, bytes.length);
  }

  private void number(long number) {
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      page.append((int) (number >>> shift));
    }
  }

  private void varint(int number) {
    int rest = number;
    while ((rest & ~0x7F) != 0) {
      page.append((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    page.append(rest);
  }
}
