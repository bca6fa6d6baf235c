package tools.peak.evidence.trace;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Attributes;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Span;
import tools.peak.evidence.SpansBuilder;
import tools.peak.evidence.artifact.JsonInput;
import tools.peak.evidence.text.JsonText;
import tools.peak.evidence.text.PythonFloat;

/**
 * A line of OTLP JSON: {@code TracesData} (which an {@code ExportTraceServiceRequest} looks like),
 * or a {@code ResourceSpans} alone. As protobuf's JSON mapping asks of a reader, names may be in
 * camelCase or snake_case, 64-bit integers strings or numbers, enums names or numbers, and what is
 * unknown is passed over, other signals included.
 */
final class OtlpLine {
  private static final int HEX_TRACE = 32;
  private static final int HEX_SPAN = 16;

  private final JsonParser parser;
  private final SpansBuilder spans;

  /** What an attribute, an event or a link takes beside its texts: objects, maps, their places. */
  private static final long OBJECT = 250;

  /** An element of a list: its object and its place, and the same as text. */
  private static final long ELEMENT = 100;

  private final Limit limit;
  private final Set<OtherForm> forms;
  private int withoutIds;

  /** Bytes of memory of the span or resource that is being read. */
  private long draft;

  /** Is asked before every span and every resource. */
  interface Limit {
    void check() throws Refusal;

    /** Is asked before a span, or a resource, comes to so many bytes of memory. */
    void check(long draft) throws Refusal;
  }

  private void charge(long bytes) throws Refusal {
    draft += bytes;
    limit.check(draft);
  }

  private OtlpLine(JsonParser parser, SpansBuilder spans, Limit limit, Set<OtherForm> forms) {
    this.parser = parser;
    this.spans = spans;
    this.limit = limit;
    this.forms = forms;
  }

  /**
   * Adds the line's spans, each when it is whole: those before a break are in.
   *
   * @param forms gets what other forms were met
   * @return how many spans were left out since they have no ids
   */
  static int read(JsonInput input, SpansBuilder spans, Limit limit, Set<OtherForm> forms)
      throws IOException, Refusal {
    OtlpLine line = new OtlpLine(input.parser(), spans, limit, forms);
    line.traces();
    return line.withoutIds;
  }

  /** Reads the value of a field of the object that the parser stands on, or passes over it. */
  private interface Field {
    void read(String name, JsonToken value) throws IOException, Refusal;
  }

  private void object(Field field) throws IOException, Refusal {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      field.read(name, value);
      if (value.isStructStart() && parser.currentToken() == value) {
        parser.skipChildren();
      }
    }
  }

  private interface Element {
    void read() throws IOException, Refusal;
  }

  /** Reads the objects of a list; whatever else stands there is passed over. */
  private void objects(JsonToken value, Element element) throws IOException, Refusal {
    if (value != JsonToken.START_ARRAY) {
      return;
    }
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      if (token == JsonToken.START_OBJECT) {
        element.read();
      } else {
        parser.skipChildren();
      }
      token = parser.nextToken();
    }
  }

  private void traces() throws IOException, Refusal {
    int[] alone = {-1};
    object(
        (name, value) -> {
          switch (name) {
            case "resourceSpans", "resource_spans" -> objects(value, this::resourceSpans);
            case "batches" -> {
              saw(OtherForm.BATCHES, value == JsonToken.START_ARRAY);
              objects(value, this::resourceSpans);
            }
            case "trace" -> {
              if (value == JsonToken.START_OBJECT) {
                object(this::trace);
              }
            }
            case "data" -> objects(value, () -> object(this::jaeger));
            case "resource", "scopeSpans", "scope_spans" -> {
              alone[0] = alone[0] < 0 ? spans.newResource() : alone[0];
              resourceSpans(name, value, alone[0]);
            }
            default -> {}
          }
        });
  }

  private void trace(String name, JsonToken value) throws IOException, Refusal {
    if (name.equals("resourceSpans") || name.equals("resource_spans")) {
      saw(OtherForm.TRACE, value == JsonToken.START_ARRAY);
      objects(value, this::resourceSpans);
    }
  }

  private void jaeger(String name, JsonToken value) {
    saw(OtherForm.JAEGER, name.equals("traceID") || name.equals("spans"));
  }

  private void saw(OtherForm form, boolean isThere) {
    if (isThere) {
      forms.add(form);
    }
  }

  private void resourceSpans() throws IOException, Refusal {
    limit.check();
    int resource = spans.newResource();
    object((name, value) -> resourceSpans(name, value, resource));
  }

  private void resourceSpans(String name, JsonToken value, int resource)
      throws IOException, Refusal {
    switch (name) {
      case "resource" -> {
        if (value == JsonToken.START_OBJECT) {
          Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
          draft = 0;
          object(
              (inner, list) -> {
                if (inner.equals("attributes")) {
                  attributes(list, attributes);
                }
              });
          spans.resource(resource, new Span.Resource(Attributes.flat(attributes, this::charge)));
        }
      }
      case "scopeSpans", "scope_spans", "instrumentationLibrarySpans" ->
          objects(
              value,
              () ->
                  object(
                      (inner, list) -> {
                        if (inner.equals("spans")) {
                          objects(list, () -> span(resource));
                        }
                      }));
      default -> {}
    }
  }

  /** What is read of a span before it is whole. */
  private static final class Draft {
    @Nullable String traceId;
    @Nullable String spanId;
    @Nullable String parentSpanId;
    String name = "";
    String kind = SpansBuilder.KINDS.getFirst();
    long start = Span.MISSING;
    long end = Span.MISSING;
    String status = SpansBuilder.STATUSES.getFirst();
    @Nullable String message;
    final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    final List<Map<String, @Nullable Object>> events = new ArrayList<>();
    final List<Map<String, @Nullable Object>> links = new ArrayList<>();
  }

  private void span(int resource) throws IOException, Refusal {
    limit.check();
    draft = 0;
    Draft span = new Draft();
    object((name, value) -> field(span, name, value));
    if (span.traceId == null || span.spanId == null) {
      withoutIds++;
      return;
    }
    boolean timed = span.start != Span.MISSING && span.end != Span.MISSING;
    spans.add(
        new Span(
            span.traceId,
            span.spanId,
            span.parentSpanId,
            span.name,
            span.kind,
            span.start,
            timed ? span.end - span.start : Span.MISSING,
            span.status,
            span.message,
            Attributes.flat(span.attributes, this::charge),
            span.events.isEmpty() ? null : JsonText.of(span.events),
            span.links.isEmpty() ? null : JsonText.of(span.links),
            Span.Resource.UNKNOWN),
        resource);
  }

  private void field(Draft draft, String name, JsonToken value) throws IOException, Refusal {
    switch (name) {
      case "traceId", "trace_id" -> draft.traceId = id(HEX_TRACE);
      case "spanId", "span_id" -> draft.spanId = id(HEX_SPAN);
      case "parentSpanId", "parent_span_id" -> draft.parentSpanId = id(HEX_SPAN);
      case "name" -> draft.name = text();
      case "kind" -> draft.kind = choice(SpansBuilder.KINDS, "SPAN_KIND_");
      case "startTimeUnixNano", "start_time_unix_nano" -> draft.start = nanos();
      case "endTimeUnixNano", "end_time_unix_nano" -> draft.end = nanos();
      case "status" -> {
        if (value == JsonToken.START_OBJECT) {
          object((inner, _) -> status(draft, inner));
        }
      }
      case "attributes" -> attributes(value, draft.attributes);
      case "events" -> objects(value, () -> draft.events.add(event()));
      case "links" -> objects(value, () -> draft.links.add(link()));
      default -> {}
    }
  }

  private void status(Draft draft, String name) throws IOException {
    switch (name) {
      case "code" -> draft.status = choice(SpansBuilder.STATUSES, "STATUS_CODE_");
      case "message" -> draft.message = text().isEmpty() ? null : text();
      default -> {}
    }
  }

  private Map<String, @Nullable Object> event() throws IOException, Refusal {
    charge(OBJECT);
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    object(
        (name, value) -> {
          switch (name) {
            case "name" -> event.put("name", text());
            case "timeUnixNano", "time_unix_nano" -> {
              long nanos = nanos();
              if (nanos != Span.MISSING) {
                event.put("time", Instant.ofEpochSecond(0, nanos).toString());
              }
            }
            case "attributes" -> attributes(value, attributes);
            default -> {}
          }
        });
    event.put("attributes", attributes);
    return event;
  }

  private Map<String, @Nullable Object> link() throws IOException, Refusal {
    charge(OBJECT);
    Map<String, @Nullable Object> link = new LinkedHashMap<>();
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    object(
        (name, value) -> {
          switch (name) {
            case "traceId", "trace_id" -> link.put("trace_id", id(HEX_TRACE));
            case "spanId", "span_id" -> link.put("span_id", id(HEX_SPAN));
            case "attributes" -> attributes(value, attributes);
            default -> {}
          }
        });
    link.put("attributes", attributes);
    return link;
  }

  private void attributes(JsonToken value, Map<String, @Nullable Object> attributes)
      throws IOException, Refusal {
    objects(value, () -> attribute(attributes));
  }

  private void attribute(Map<String, @Nullable Object> attributes) throws IOException, Refusal {
    String[] key = {""};
    Object[] content = new Object[1];
    object(
        (name, token) -> {
          switch (name) {
            case "key" -> key[0] = text();
            case "value" -> content[0] = token == JsonToken.START_OBJECT ? any() : null;
            default -> {}
          }
        });
    charge(OBJECT + key[0].length() + (content[0] instanceof String text ? text.length() : 0));
    attributes.put(key[0], content[0]);
  }

  /** An {@code AnyValue}: String, Long, Double, Boolean, List, Map or null. */
  private @Nullable Object any() throws IOException, Refusal {
    Object[] content = new Object[1];
    object(
        (name, token) -> {
          switch (name) {
            case "stringValue", "string_value", "bytesValue", "bytes_value" -> content[0] = text();
            case "boolValue", "bool_value" -> content[0] = Boolean.valueOf(text());
            case "intValue", "int_value" -> content[0] = whole();
            case "doubleValue", "double_value" -> content[0] = real();
            case "arrayValue", "array_value" -> content[0] = token.isStructStart() ? list() : null;
            case "kvlistValue", "kvlist_value" -> content[0] = token.isStructStart() ? map() : null;
            default -> {}
          }
        });
    return content[0];
  }

  private List<@Nullable Object> list() throws IOException, Refusal {
    List<@Nullable Object> list = new ArrayList<>();
    object(
        (name, value) -> {
          if (name.equals("values")) {
            objects(
                value,
                () -> {
                  Object element = any();
                  charge(ELEMENT + (element instanceof String text ? text.length() : 0));
                  list.add(element);
                });
          }
        });
    return list;
  }

  private Map<String, @Nullable Object> map() throws IOException, Refusal {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    object(
        (name, value) -> {
          if (name.equals("values")) {
            attributes(value, map);
          }
        });
    return map;
  }

  /** The current value as text, empty where it is null, a list or an object. */
  private String text() throws IOException {
    JsonToken token = parser.currentToken();
    return token.isScalarValue() && token != JsonToken.VALUE_NULL ? parser.getText() : "";
  }

  /** An id in lower-case hex digits; null where it is none, or all zeros, which means none. */
  private @Nullable String id(int digits) throws IOException {
    String text = text();
    String id = hex(text, digits);
    boolean zero = true;
    if (id.length() != digits) {
      return null;
    }
    for (int i = 0; i < digits; i++) {
      char c = id.charAt(i);
      if (Character.digit(c, 16) < 0 || c > 'f') {
        return null;
      }
      zero &= c == '0';
    }
    return zero ? null : id.toLowerCase(Locale.ROOT);
  }

  /** What is written in another way, in hex; the text itself where it is not. */
  private String hex(String text, int digits) {
    if (text.length() == digits + 2 && text.startsWith("0x")) {
      forms.add(OtherForm.PREFIXED_IDS);
      return text.substring(2);
    }
    int bytes = digits / 2;
    if (text.endsWith("=") && text.length() == (bytes + 2) / 3 * 4) {
      try {
        String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(text));
        forms.add(OtherForm.BASE64_IDS);
        return hex;
      } catch (IllegalArgumentException e) {
        return text; // no base64 either: no id
      }
    }
    return text;
  }

  private String choice(List<String> names, String prefix) throws IOException {
    String text = text();
    String name = text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    if (name.length() == 1 && name.charAt(0) >= '0' && name.charAt(0) < '0' + names.size()) {
      return names.get(name.charAt(0) - '0');
    }
    String lower = name.toLowerCase(Locale.ROOT);
    return names.contains(lower) ? lower : names.getFirst();
  }

  /** Nanoseconds since the epoch; zero means that nobody knows. */
  private long nanos() throws IOException {
    return whole() instanceof Long nanos && nanos > 0 ? nanos : Span.MISSING;
  }

  /** A Long; the text of what is larger than one, or no integer. */
  private Object whole() throws IOException {
    String text = text();
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT ? exact(text) : text;
    }
  }

  /** JavaScript's writers may say 1.7e18. */
  private Object exact(String text) throws IOException {
    double number = parser.getDoubleValue();
    return Math.abs(number) < 0x1p63 ? (Object) (long) number : text;
  }

  private Object real() throws IOException {
    String text = text();
    Double number = PythonFloat.parse(text);
    return number == null ? text : number;
  }
}
