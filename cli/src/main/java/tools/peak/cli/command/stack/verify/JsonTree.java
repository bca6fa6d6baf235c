package tools.peak.cli.command.stack.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JSON answer: maps, lists, and every plain value as its text. */
final class JsonTree {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final @Nullable Object value;

  private JsonTree(@Nullable Object value) {
    this.value = value;
  }

  /**
   * @throws IOException where it is no JSON
   */
  static JsonTree of(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      return new JsonTree(read(parser));
    }
  }

  private static @Nullable Object read(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        map.put(name, read(parser));
      }
      return map;
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      List<@Nullable Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() == null) {
          throw new IOException("it is cut off");
        }
        list.add(read(parser));
      }
      return list;
    }
    return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText();
  }

  /** What lies below these names; nothing where there is none. */
  JsonTree at(String... names) {
    @Nullable Object here = value;
    for (String name : names) {
      here = here instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return new JsonTree(here);
  }

  /** The values of an object or a list; none of anything else. */
  List<JsonTree> children() {
    Stream<? extends @Nullable Object> all =
        value instanceof Map<?, ?> map
            ? map.values().stream()
            : value instanceof List<?> list ? list.stream() : Stream.empty();
    List<JsonTree> children = new ArrayList<>();
    all.forEach(child -> children.add(new JsonTree(child)));
    return children;
  }

  /** The text of a plain value, else empty. */
  String text() {
    return value instanceof String text ? text : "";
  }
}
