package tools.peak.evidence.artifact;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.text.Interned;

/**
 * JSON of any length, a token at a time, as Python writes it: {@link JsonInput} for what is too
 * long to be held, or lies in another file.
 */
public final class JsonStream {
  private final String file;
  private final JsonParser parser;
  private final Budget budget;

  private JsonStream(String file, JsonParser parser, Budget budget) {
    this.file = file;
    this.parser = parser;
    this.budget = budget;
  }

  /** What reads the value, standing on its first token. */
  public interface Content<T> {
    T read(JsonStream json) throws IOException, Refusal;
  }

  /** Takes one member of an object, standing on its value. */
  public interface Member {
    void take(String name, JsonToken token) throws IOException, Refusal;
  }

  /**
   * Reads the one value of a stream; whoever opened it closes it.
   *
   * @param file what a refusal calls it
   * @param budget what is made of it is charged to
   * @throws IOException if the stream can't be read
   * @throws Refusal with {@link Problem.InvalidJson}, or what {@code content} throws
   */
  public static <T> T read(String file, InputStream in, Budget budget, Content<T> content)
      throws IOException, Refusal {
    try (JsonParser parser = JsonInput.FACTORY.createParser(in)) {
      return read(file, parser, budget, content);
    } catch (JsonProcessingException e) {
      throw invalid(file, where(e.getLocation()) + JsonFailures.words(e));
    }
  }

  /** The same of bytes. */
  public static <T> T read(String file, byte[] bytes, Budget budget, Content<T> content)
      throws Refusal {
    try (JsonParser parser = JsonInput.FACTORY.createParser(bytes)) {
      return read(file, parser, budget, content);
    } catch (JsonProcessingException e) {
      throw invalid(file, where(e.getLocation()) + JsonFailures.words(e));
    } catch (IOException e) {
      throw invalid(file, "can't be read as JSON");
    }
  }

  private static <T> T read(String file, JsonParser parser, Budget budget, Content<T> content)
      throws IOException, Refusal {
    if (parser.nextToken() == null) {
      throw invalid(file, "is empty");
    }
    T value = content.read(new JsonStream(file, parser, budget));
    if (parser.nextToken() != null) {
      throw invalid(
          file, where(parser.currentTokenLocation()) + "something follows the end of the value");
    }
    return value;
  }

  public JsonParser parser() {
    return parser;
  }

  public Budget budget() {
    return budget;
  }

  /**
   * Gives each member of the object that the parser stands on; what {@code member} leaves of a list
   * or an object is passed over.
   *
   * @throws Refusal if it is no object, or from {@code member}
   */
  public void object(Member member) throws IOException, Refusal {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw refusal("is no object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      int depth = parser.getParsingContext().getNestingDepth();
      member.take(name, token);
      if (token.isStructStart()
          && parser.currentToken().isStructStart()
          && parser.getParsingContext().getNestingDepth() == depth) {
        parser.skipChildren();
      }
    }
  }

  /**
   * The value that the parser stands on: maps, lists, texts, longs (or larger), doubles, booleans
   * and nulls.
   *
   * @throws Refusal if the budget is spent
   */
  public @Nullable Object value() throws IOException, Refusal {
    budget.take(file, ConfigSnapshot.VALUE);
    return switch (parser.currentToken()) {
      case VALUE_STRING -> {
        budget.takeText(file, parser.getTextLength());
        yield Interned.text(parser.getText());
      }
      case VALUE_NUMBER_INT -> whole();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value());
        }
        yield list;
      }
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = Interned.text(parser.currentName());
          budget.takeText(file, name.length());
          var _ = parser.nextToken();
          map.put(name, value());
        }
        yield map;
      }
      case VALUE_NULL, VALUE_EMBEDDED_OBJECT -> null;
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE ->
          throw new IllegalStateException(String.valueOf(parser.currentToken()));
    };
  }

  private Object whole() throws IOException {
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      return new BigInteger(parser.getText());
    }
    return parser.getLongValue();
  }

  /** The number that the parser stands on, or NaN if it is none. */
  public double number() throws IOException {
    if (!parser.currentToken().isNumeric()) {
      return Double.NaN;
    }
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        ? Double.parseDouble(parser.getText())
        : parser.getDoubleValue();
  }

  public Refusal refusal(String detail) {
    return invalid(file, detail);
  }

  private static String where(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
  }

  private static Refusal invalid(String file, String detail) {
    return new Refusal(new Problem.InvalidJson(file, detail));
  }
}
