package tools.peak.evidence.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Value;

/**
 * Flattens an object in which two keys written with dots would be one, as {@code "a.b"} and {@code
 * b} below {@code a}: the value that is nested all the way keeps {@code a.b}; every other one is
 * named by its path, with quotes around the keys that hold a dot. Of two equal keys of one object
 * the last counts.
 */
final class KeyTree {
  private final Map<String, List<Leaf>> leaves = new LinkedHashMap<>();

  private record Leaf(List<String> path, Value value) {
    boolean isNestedAllTheWay() {
      return path.stream().noneMatch(key -> key.contains("."));
    }

    String quoted() {
      return path.stream()
          .map(key -> isPlain(key) ? key : '"' + key.replace("\"", "\"\"") + '"')
          .collect(Collectors.joining("."));
    }

    Value named(String key) {
      return new Value(key, value.type(), value.text(), value.number());
    }
  }

  private static boolean isPlain(String key) {
    return !key.contains(".") && !key.contains("\"");
  }

  private KeyTree() {}

  /** The values of an object, given by its source. */
  static ConfigSnapshot.Part part(String file, String json, Budget budget) throws Refusal {
    byte[] bytes = json.getBytes(UTF_8);
    Map<String, Object> object =
        JsonInput.read(file, bytes, bytes.length, input -> object(input, budget));
    KeyTree tree = new KeyTree();
    tree.collect(List.of(), object);
    return tree.part(json);
  }

  private static Map<String, Object> object(JsonInput input, Budget budget)
      throws IOException, Refusal {
    Map<String, Object> object = new LinkedHashMap<>();
    JsonParser parser = input.parser();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      budget.takeText(input.file(), ConfigSnapshot.VALUE + name.length());
      JsonToken token = parser.nextToken();
      object.put(
          name,
          token == JsonToken.START_OBJECT
              ? object(input, budget)
              : ConfigSnapshot.value(input, name, token));
    }
    return object;
  }

  private void collect(List<String> path, Map<?, ?> object) {
    object.forEach(
        (key, inner) -> {
          List<String> below = new ArrayList<>(path);
          below.add((String) key);
          switch (inner) {
            case Value value -> add(below, value);
            case Map<?, ?> map when map.isEmpty() ->
                add(below, new Value("", Value.Type.OBJECT, "{}", null));
            case Map<?, ?> map -> collect(below, map);
            default -> throw new IllegalStateException(inner.getClass().getName());
          }
        });
  }

  private void add(List<String> path, Value value) {
    leaves
        .computeIfAbsent(String.join(".", path), _ -> new ArrayList<>(1))
        .add(new Leaf(path, value));
  }

  private ConfigSnapshot.Part part(String json) {
    Map<String, Value> values = new LinkedHashMap<>();
    List<String> collisions = new ArrayList<>();
    leaves.forEach(
        (key, same) -> {
          for (Leaf leaf : same) {
            boolean keepsKey =
                !key.contains("\"") && (same.size() == 1 || leaf.isNestedAllTheWay());
            String name = keepsKey ? key : leaf.quoted();
            values.put(name, leaf.named(name));
            if (!keepsKey) {
              collisions.add(
                  name
                      + ": another key is written "
                      + key
                      + ", too; this one has its name in quotes");
            }
          }
        });
    return new ConfigSnapshot.Part(values, collisions, json);
  }
}
