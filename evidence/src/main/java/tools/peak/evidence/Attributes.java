package tools.peak.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.text.JsonText;

/** Attributes of OTLP as typed values: nested ones flattened with dots, lists as JSON text. */
public final class Attributes {
  private Attributes() {}

  /** Of two equal keys the last counts. */
  public static List<Value> flat(Map<String, ? extends @Nullable Object> attributes) {
    Map<String, Value> values = new LinkedHashMap<>();
    attributes.forEach((key, value) -> put(key, value, values));
    return new ArrayList<>(values.values());
  }

  private static void put(String key, @Nullable Object value, Map<String, Value> values) {
    switch (value) {
      case null -> values.put(key, new Value(key, Value.Type.NULL, null, null));
      case Long number -> values.put(key, value(key, number));
      case Double number -> values.put(key, value(key, number));
      case Boolean flag -> values.put(key, new Value(key, Value.Type.BOOL, flag.toString(), null));
      case List<?> list ->
          values.put(key, new Value(key, Value.Type.LIST, JsonText.of(list), null));
      case Map<?, ?> map -> map.forEach((inner, nested) -> put(key + "." + inner, nested, values));
      default -> values.put(key, new Value(key, Value.Type.STRING, value.toString(), null));
    }
  }

  static Value value(String key, long number) {
    return new Value(key, Value.Type.INT, Long.toString(number), (double) number);
  }

  static Value value(String key, double number) {
    return new Value(key, Value.Type.FLOAT, Double.toString(number), number);
  }
}
