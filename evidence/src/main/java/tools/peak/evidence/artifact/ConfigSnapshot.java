package tools.peak.evidence.artifact;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Value;
import tools.peak.evidence.text.Interned;

/**
 * {@code config_snapshot.json}, typed and flattened, and the source of its two objects.
 *
 * @param meta null if the file has no such object: then it is another tool's
 * @param params without values where the file has none
 */
public record ConfigSnapshot(@Nullable Part meta, Part params) {
  /** No values. */
  public static final Part NOTHING = new Part(Map.of(), List.of(), "{}");

  /** A value's object, its number, and its place in the map, in bytes of the heap. */
  static final long VALUE = 150;

  /**
   * One of the two objects.
   *
   * @param values by flattened key, in the file's order
   * @param collisions what is to be said of keys that would have been one
   * @param json its source
   */
  public record Part(Map<String, Value> values, List<String> collisions, String json) {
    public List<Value> list() {
      return new ArrayList<>(values.values());
    }
  }

  /**
   * Parses a file that is the first {@code length} bytes.
   *
   * @param budget what its keys and values are charged to: nested keys grow with every level
   * @throws Refusal with {@link Problem.InvalidJson}, or if the budget is spent
   */
  public static ConfigSnapshot parse(byte[] bytes, int length, Budget budget) throws Refusal {
    return JsonInput.read(EvidenceFiles.SNAPSHOT, bytes, length, input -> read(input, budget));
  }

  /**
   * Parses another file, whose one object holds values as {@code params} does.
   *
   * @throws Refusal with {@link Problem.InvalidJson}, or if the budget is spent
   */
  public static Part part(String file, byte[] bytes, int length, Budget budget) throws Refusal {
    return JsonInput.read(file, bytes, length, input -> part(input, budget));
  }

  private static ConfigSnapshot read(JsonInput input, Budget budget) throws IOException, Refusal {
    JsonParser parser = input.parser();
    Part meta = null;
    Part params = NOTHING;
    boolean paramsAreWrong = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      boolean isObject = token == JsonToken.START_OBJECT;
      switch (name) {
        case "meta" -> meta = isObject ? part(input, budget) : null; // of two, the last counts
        case "params" -> {
          params = isObject ? part(input, budget) : NOTHING;
          paramsAreWrong = !isObject && token != JsonToken.VALUE_NULL;
        }
        default -> {}
      }
      if (token.isStructStart() && !parser.currentToken().isStructEnd()) {
        parser.skipChildren();
      }
    }
    if (meta != null && paramsAreWrong) {
      throw input.refusal("params is no object");
    }
    return new ConfigSnapshot(meta, params);
  }

  /** The object that a parser stands on. */
  static Part part(JsonInput input, Budget budget) throws IOException, Refusal {
    int start = input.offset();
    Flattener flattener = new Flattener(input, budget);
    flattener.object("");
    String json = input.source(start);
    return flattener.collides
        ? KeyTree.part(input.file(), json, budget)
        : new Part(flattener.values, List.of(), json);
  }

  /** Gives nested objects' values keys with dots, as long as no two of them are one. */
  private static final class Flattener {
    private final JsonInput input;
    private final Budget budget;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Set<String> objects = new HashSet<>();
    private boolean collides;

    Flattener(JsonInput input, Budget budget) {
      this.input = input;
      this.budget = budget;
    }

    void object(String prefix) throws IOException, Refusal {
      JsonParser parser = input.parser();
      boolean isEmpty = true;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        isEmpty = false;
        String name = parser.currentName();
        budget.takeText(input.file(), VALUE + prefix.length() + name.length());
        String key = Interned.text(prefix + name);
        JsonToken token = parser.nextToken();
        collides |= values.containsKey(key) || objects.contains(key);
        if (token == JsonToken.START_OBJECT) {
          objects.add(key);
          object(key + ".");
        } else {
          values.put(key, value(input, key, token));
        }
      }
      if (isEmpty && !prefix.isEmpty()) {
        String key = prefix.substring(0, prefix.length() - 1);
        values.put(key, new Value(key, Value.Type.OBJECT, "{}", null));
      }
    }
  }

  /** The value that a parser stands on, which is no object. */
  static Value value(JsonInput input, String key, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_STRING -> new Value(key, Value.Type.STRING, text(input), null);
      case VALUE_NUMBER_INT -> new Value(key, Value.Type.INT, text(input), input.number());
      case VALUE_NUMBER_FLOAT -> new Value(key, Value.Type.FLOAT, text(input), input.number());
      case VALUE_TRUE, VALUE_FALSE -> new Value(key, Value.Type.BOOL, text(input), null);
      case VALUE_NULL -> new Value(key, Value.Type.NULL, null, null);
      case START_ARRAY -> new Value(key, Value.Type.LIST, input.compactSource(), null);
      case START_OBJECT, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException(token.name());
    };
  }

  private static String text(JsonInput input) throws IOException {
    return Interned.text(input.parser().getText());
  }
}
