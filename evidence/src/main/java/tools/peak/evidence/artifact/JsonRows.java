package tools.peak.evidence.artifact;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Value;

/** The elements of a list in a JSON document, or the values of an object, one after the other. */
public final class JsonRows {
  /** What a row is called that is neither an object nor a list. */
  public static final String ONLY = "value";

  private final JsonInput input;
  private final long rowBudget;
  private final Taker taker;

  /** Takes what is found. */
  public interface Taker {
    /**
     * The next row.
     *
     * @param key what it stands under; null in a list
     * @param values of an object by flattened key, of a list by place from 0, of anything else
     *     under the key {@link #ONLY}
     * @param line where it begins
     */
    void row(@Nullable String key, Map<String, Value> values, int line) throws Refusal;
  }

  private JsonRows(JsonInput input, long rowBudget, Taker taker) {
    this.input = input;
    this.rowBudget = rowBudget;
    this.taker = taker;
  }

  /**
   * Reads all rows of a document; what came before a break was taken.
   *
   * @param at the keys that lead to the list or object; none for the whole document
   * @param rowBudget bytes of heap that one row may take
   * @throws Refusal with {@link Problem.InvalidJson} if the document or the way into it is broken
   */
  public static void read(
      String file, byte[] bytes, int length, List<String> at, long rowBudget, Taker taker)
      throws Refusal {
    boolean _ =
        JsonInput.readAny(
            file,
            bytes,
            length,
            input -> {
              new JsonRows(input, rowBudget, taker).descend(at);
              return true;
            });
  }

  private void descend(List<String> at) throws IOException, Refusal {
    JsonParser parser = input.parser();
    if (at.isEmpty()) {
      rows();
      return;
    }
    boolean isFound = false;
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isWanted = parser.currentName().equals(at.getFirst());
        JsonToken token = parser.nextToken();
        if (isWanted && token.isStructStart()) {
          isFound = true;
          descend(at.subList(1, at.size()));
        } else if (token.isStructStart()) {
          parser.skipChildren();
        }
      }
    } else {
      parser.skipChildren();
    }
    if (!isFound) {
      throw input.refusal("has no list and no object under '" + at.getFirst() + "'");
    }
  }

  private void rows() throws IOException, Refusal {
    JsonParser parser = input.parser();
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        row(null);
      }
    } else {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        JsonToken _ = parser.nextToken();
        row(key);
      }
    }
  }

  private void row(@Nullable String key) throws IOException, Refusal {
    JsonParser parser = input.parser();
    int line = parser.currentTokenLocation().getLineNr();
    Budget budget = new Budget(rowBudget);
    taker.row(
        key,
        switch (parser.currentToken()) {
          case START_OBJECT -> ConfigSnapshot.part(input, budget).values();
          case START_ARRAY -> places(budget);
          default -> one(ONLY);
        },
        line);
  }

  private Map<String, Value> places(Budget budget) throws IOException, Refusal {
    JsonParser parser = input.parser();
    Map<String, Value> values = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String key = Integer.toString(values.size());
      budget.takeText(input.file(), ConfigSnapshot.VALUE);
      values.putAll(one(key));
    }
    return values;
  }

  /** An object in a list of places is kept as its JSON. */
  private Map<String, Value> one(String key) throws IOException {
    JsonToken token = input.parser().currentToken();
    return Map.of(
        key,
        token == JsonToken.START_OBJECT
            ? new Value(key, Value.Type.LIST, input.compactSource(), null)
            : ConfigSnapshot.value(input, key, token));
  }
}
