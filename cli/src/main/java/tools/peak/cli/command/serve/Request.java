package tools.peak.cli.command.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A line that asks for a command.
 *
 * @param id what its answer is known by
 * @param args the command line, without {@code peak}
 */
record Request(long id, List<String> args) {
  private static final JsonFactory JSON = new JsonFactory();

  Request {
    args = List.copyOf(args);
  }

  /**
   * Reads {@code {"id": 1, "args": ["query", "--json"]}}.
   *
   * @throws IOException if the line is anything else; the message says what is wrong
   */
  static Request parse(String line) throws IOException {
    Long id = null;
    List<String> args = null;
    try (JsonParser parser = JSON.createParser(line)) {
      require(parser.nextToken() == JsonToken.START_OBJECT, "a request is a JSON object");
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
          case "id" -> {
            require(value == JsonToken.VALUE_NUMBER_INT, "id is a whole number");
            id = parser.getLongValue();
          }
          case "args" -> {
            require(value == JsonToken.START_ARRAY, "args is a list of texts");
            args = texts(parser);
          }
          default -> throw new IOException("'" + name + "' is unknown: give id and args");
        }
      }
      require(parser.currentToken() == JsonToken.END_OBJECT, "a request is a JSON object");
      require(parser.nextToken() == null, "one request a line");
    }
    if (id == null || args == null) {
      throw new IOException("give id and args");
    }
    return new Request(id, args);
  }

  private static List<String> texts(JsonParser parser) throws IOException {
    List<String> texts = new ArrayList<>();
    for (JsonToken item = parser.nextToken();
        item != JsonToken.END_ARRAY;
        item = parser.nextToken()) {
      require(item == JsonToken.VALUE_STRING, "args is a list of texts");
      texts.add(parser.getText());
    }
    return texts;
  }

  private static void require(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }
}
