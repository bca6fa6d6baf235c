package tools.peak.evidence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table of a mapping, read key by key; what is wrong is said with its line. */
final class MappingTable {
  private final String file;
  private final MappingLines lines;
  private final List<String> path;
  private final JsonNode node;

  MappingTable(String file, MappingLines lines, List<String> path, JsonNode node) {
    this.file = file;
    this.lines = lines;
    this.path = List.copyOf(path);
    this.node = node;
  }

  /** Its keys in the file's order. */
  List<String> keys() {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  JsonNode get(String key) {
    return node.get(key);
  }

  boolean has(String key) {
    return node.has(key);
  }

  int line() {
    return lines.of(path);
  }

  int line(String key) {
    return lines.of(below(key));
  }

  /** Refuses keys that are none of these. */
  void allow(Set<String> known) throws MappingException {
    for (String key : keys()) {
      if (!known.contains(key)) {
        throw wrong(
            key,
            "unknown key '"
                + key
                + "': "
                + known.stream().sorted().collect(Collectors.joining(", "))
                + " are read here");
      }
    }
  }

  /** The table under a key; an empty one if it is missing. */
  MappingTable table(String key) throws MappingException {
    JsonNode table = node.get(key);
    if (table == null) {
      return new MappingTable(file, lines, below(key), JsonNodeFactory.instance.objectNode());
    }
    if (!table.isObject()) {
      throw wrong(key, "'" + key + "' is no table: write [" + String.join(".", below(key)) + "]");
    }
    return new MappingTable(file, lines, below(key), table);
  }

  @Nullable String text(String key) throws MappingException {
    JsonNode value = node.get(key);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(key, "'" + key + "' is no text: write it in quotes");
    }
    return value.textValue();
  }

  String required(String key, String what) throws MappingException {
    String text = text(key);
    if (text == null || text.isEmpty()) {
      throw wrong(key, "'" + key + "' is missing: " + what);
    }
    return text;
  }

  double number(String key, double otherwise) throws MappingException {
    JsonNode value = node.get(key);
    if (value == null) {
      return otherwise;
    }
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong(key, "'" + key + "' is no number");
    }
    return value.doubleValue();
  }

  boolean flag(String key) throws MappingException {
    JsonNode value = node.get(key);
    if (value != null && !value.isBoolean()) {
      throw wrong(key, "'" + key + "' is true or false");
    }
    return value != null && value.booleanValue();
  }

  /** One of some words; the first if there is none. */
  String word(String key, String... words) throws MappingException {
    String text = text(key);
    if (text == null) {
      return words[0];
    }
    if (!Arrays.asList(words).contains(text)) {
      throw wrong(key, "'" + key + "' is " + String.join(" or ", words) + ", not '" + text + "'");
    }
    return text;
  }

  List<String> texts(String key) throws MappingException {
    JsonNode value = node.get(key);
    List<String> texts = new ArrayList<>();
    if (value != null && value.isTextual()) {
      texts.add(value.textValue());
    } else if (value != null) {
      for (JsonNode each : value) {
        texts.add(each.textValue());
      }
      if (!value.isArray() || texts.contains(null)) {
        throw wrong(key, "'" + key + "' is no list of texts");
      }
    }
    return texts;
  }

  MappingException wrong(String key, String detail) {
    return new MappingException(file + " line " + line(key) + ": " + detail);
  }

  private List<String> below(String key) {
    List<String> below = new ArrayList<>(path);
    below.add(key);
    return below;
  }
}
