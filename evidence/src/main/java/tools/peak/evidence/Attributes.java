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

  /** A value's object, its number, and its place in the map. */
  private static final long VALUE = 150;

  /** Is charged for what is about to be made: nested keys grow with every level. */
  public interface Charge {
    void take(long bytes) throws Refusal;
  }

  /** Of two equal keys the last counts. */
  public static List<Value> flat(Map<String, ? extends @Nullable Object> attributes, Charge charge)
      throws Refusal {
    Map<String, Value> values = new LinkedHashMap<>();
    put(null, attributes, values, charge);
    return new ArrayList<>(values.values());
  }

  private static void put(
      @Nullable String prefix, Map<?, ?> nested, Map<String, Value> values, Charge charge)
      throws Refusal {
    for (Map.Entry<?, ?> entry : nested.entrySet()) {
      String name = String.valueOf(entry.getKey());
      if (prefix == null) {
        charge.take(VALUE);
        put(name, entry.getValue(), values, charge);
      } else {
        charge.take(VALUE + prefix.length() + name.length());
        put(prefix + "." + name, entry.getValue(), values, charge);
      }
    }
  }

  private static void put(
      String key, @Nullable Object value, Map<String, Value> values, Charge charge) throws Refusal {
    switch (value) {
      case null -> values.put(key, new Value(key, Value.Type.NULL, null, null));
      case Long number -> values.put(key, value(key, number));
      case Double number -> values.put(key, value(key, number));
      case Boolean flag -> values.put(key, new Value(key, Value.Type.BOOL, flag.toString(), null));
      case List<?> list ->
          values.put(key, new Value(key, Value.Type.LIST, JsonText.of(list), null));
      case Map<?, ?> map -> put(key, map, values, charge);
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
