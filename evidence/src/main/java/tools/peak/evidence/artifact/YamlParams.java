package tools.peak.evidence.artifact;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.text.JsonText;
import tools.peak.evidence.text.Quoted;

/**
 * One YAML document (1.2, core schema) as JSON. Nothing in it makes objects: tags are refused, and
 * what an alias repeats is charged each time.
 */
final class YamlParams {
  private static final ScalarResolver CORE = new CoreSchema().getScalarResolver();
  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][-+]?\\d+)?");
  private static final long NODE = 100;

  private final String file;
  private final Budget budget;
  private final Iterator<Event> events;
  private final Map<Anchor, Object> anchors = new HashMap<>();
  private final StringBuilder json = new StringBuilder();

  /** A value that is neither a list nor a map, as JSON writes it. */
  private record Scalar(String json) {}

  private YamlParams(String file, String text, Budget budget) {
    this.file = file;
    this.budget = budget;
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setCodePointLimit(Integer.MAX_VALUE)
            .setParseComments(false)
            .build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  /**
   * The document.
   *
   * @param isMap whether it must be a map; a list will do else
   */
  static String json(String file, String text, boolean isMap, Budget budget) throws Refusal {
    try {
      return new YamlParams(file, text, budget).document(isMap);
    } catch (MarkedYamlEngineException e) {
      throw refusal(file, where(e.getProblemMark()) + e.getProblem());
    } catch (YamlEngineException e) {
      throw refusal(file, "is no YAML: " + Quoted.text(String.valueOf(e.getMessage())));
    }
  }

  private String document(boolean isMap) throws Refusal {
    var _ = events.next(); // the stream's start
    if (events.next().getEventId() == Event.ID.StreamEnd) {
      throw refusal(file, "is empty");
    }
    Event first = events.next();
    Object value = value(first, 0);
    if (isMap ? !(value instanceof Map<?, ?>) : value instanceof Scalar) {
      throw refusal(file, where(first.getStartMark()) + "is no map of keys and values");
    }
    var _ = events.next(); // the document's end
    Event next = events.next();
    if (next.getEventId() != Event.ID.StreamEnd) {
      throw refusal(file, where(next.getStartMark()) + "a second document: write one");
    }
    write(value, 0);
    return json.toString();
  }

  private Object value(Event event, int depth) throws Refusal {
    budget.take(file, NODE);
    if (depth > JsonInput.MAX_DEPTH) {
      throw tooDeep();
    }
    if (event instanceof AliasEvent alias) {
      Object value = anchors.get(alias.getAlias());
      if (value == null) {
        throw refusal(
            file,
            where(event.getStartMark())
                + "alias *"
                + alias.getAlias()
                + " stands for nothing that ends before it");
      }
      return value;
    }
    Object value =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar);
          case MappingStartEvent map -> map(map, depth);
          case CollectionStartEvent list -> list(list, depth);
          default -> throw new IllegalStateException(event.toString());
        };
    ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, value));
    return value;
  }

  private Map<String, Object> map(MappingStartEvent start, int depth) throws Refusal {
    checkTag(start, start.getTag());
    Map<String, Object> map = new LinkedHashMap<>();
    for (Event key = events.next(); key.getEventId() != Event.ID.MappingEnd; key = events.next()) {
      if (!(key instanceof ScalarEvent scalar)) {
        throw refusal(file, where(key.getStartMark()) + "a key is no text");
      }
      checkTag(key, scalar.getTag());
      scalar.getAnchor().ifPresent(anchor -> anchors.put(anchor, text(scalar)));
      Object value = value(events.next(), depth + 1);
      if (map.put(scalar.getValue(), value) != null) {
        throw refusal(
            file,
            where(key.getStartMark())
                + "key "
                + Quoted.text(scalar.getValue())
                + " stands there twice");
      }
    }
    return map;
  }

  private List<Object> list(CollectionStartEvent start, int depth) throws Refusal {
    checkTag(start, start.getTag());
    List<Object> list = new ArrayList<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.SequenceEnd;
        next = events.next()) {
      list.add(value(next, depth + 1));
    }
    return list;
  }

  private Scalar scalar(ScalarEvent event) throws Refusal {
    checkTag(event, event.getTag());
    String text = event.getValue();
    Tag tag = event.isPlain() ? CORE.resolve(text, true) : Tag.STR;
    if (tag.equals(Tag.NULL)) {
      return new Scalar("null");
    }
    if (tag.equals(Tag.BOOL)) {
      return new Scalar(text.toLowerCase(Locale.ROOT));
    }
    if (tag.equals(Tag.INT)) {
      return new Scalar(JSON_NUMBER.matcher(text).matches() ? text : integer(text).toString());
    }
    if (tag.equals(Tag.FLOAT)) {
      return new Scalar(JSON_NUMBER.matcher(text).matches() ? text : number(text));
    }
    return text(event);
  }

  private static Scalar text(ScalarEvent event) {
    StringBuilder quoted = new StringBuilder();
    JsonText.quote(event.getValue(), quoted);
    return new Scalar(quoted.toString());
  }

  private static BigInteger integer(String text) {
    return text.startsWith("0o")
        ? new BigInteger(text.substring(2), 8)
        : text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
  }

  private static String number(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case ".nan" -> "NaN";
      case ".inf", "+.inf" -> "Infinity";
      case "-.inf" -> "-Infinity";
      default -> new BigDecimal(text).toString();
    };
  }

  private void checkTag(Event event, Optional<String> tag) throws Refusal {
    if (tag.isPresent()) {
      throw refusal(
          file,
          where(event.getStartMark())
              + "tag "
              + Quoted.text(tag.get())
              + " is not read: write the plain value");
    }
  }

  /** Writes a value; what an alias stands for is written, and charged, wherever it does. */
  private void write(Object value, int depth) throws Refusal {
    if (depth > JsonInput.MAX_DEPTH) {
      throw tooDeep();
    }
    switch (value) {
      case Map<?, ?> map -> {
        char separator = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          json.append(separator);
          String key = String.valueOf(entry.getKey());
          budget.takeText(file, key.length());
          JsonText.quote(key, json);
          json.append(": ");
          write(entry.getValue(), depth + 1);
          separator = ',';
        }
        json.append(map.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        char separator = '[';
        for (Object each : list) {
          json.append(separator);
          write(each, depth + 1);
          separator = ',';
        }
        json.append(list.isEmpty() ? "[]" : "]");
      }
      default -> {
        String text = ((Scalar) value).json();
        budget.takeText(file, text.length());
        json.append(text);
      }
    }
  }

  private Refusal tooDeep() {
    return refusal(file, "it is nested deeper than " + JsonInput.MAX_DEPTH + " levels");
  }

  private static String where(Optional<Mark> mark) {
    return mark.map(at -> "line " + (at.getLine() + 1) + ", column " + (at.getColumn() + 1) + ": ")
        .orElse("");
  }

  private static Refusal refusal(String file, String detail) {
    return new Refusal(new Problem.InvalidParams(file, detail));
  }
}
