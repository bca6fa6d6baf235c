package tools.peak.evidence.mapping;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Value;

/** All values of a run that a mapping may name, by part and key. */
final class RunValues {
  private final Map<String, Map<String, Value>> parts = new HashMap<>();

  /** Adds the parts of a path. */
  static Map<String, Value> ofPath(Map<String, String> kept, String file) {
    Map<String, Value> path = new LinkedHashMap<>();
    kept.forEach((key, text) -> path.put(key, text(key, text)));
    String[] names = file.split("/", -1);
    String name = names[names.length - 1];
    int dot = name.lastIndexOf('.');
    path.put("file", text("file", file));
    path.put("name", text("name", dot > 0 ? name.substring(0, dot) : name));
    if (names.length > 1) {
      path.put("folder", text("folder", names[names.length - 2]));
    }
    return path;
  }

  static Value text(String key, String text) {
    return new Value(key, Value.Type.STRING, text, null);
  }

  static Value whole(String key, long number) {
    return new Value(key, Value.Type.INT, Long.toString(number), (double) number);
  }

  void put(String part, Map<String, Value> values) {
    parts.put(part, values);
  }

  Map<String, Value> part(String part) {
    return parts.getOrDefault(part, Map.of());
  }

  /** Whether a part was read. */
  boolean has(String part) {
    return parts.containsKey(part);
  }

  @Nullable Value get(FieldRef ref) {
    return part(ref.part()).get(ref.key());
  }

  /** A value as it stands in a text; null where there is none. */
  @Nullable String text(FieldRef ref) {
    Value value = get(ref);
    return value == null ? null : value.text();
  }
}
