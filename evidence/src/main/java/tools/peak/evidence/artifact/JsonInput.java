package tools.peak.evidence.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.text.JsonText;
import tools.peak.evidence.text.Utf8Text;

/**
 * A JSON file in memory and a parser on it, as Python writes JSON: NaN, Infinity and -Infinity are
 * bare tokens, escapes may be lone surrogates (read as U+FFFD, for no UTF-8 can hold them). What
 * the parser says of a wrong file is said with line and column.
 */
public final class JsonInput implements AutoCloseable {
  /** Nobody's parameters are nested deeper, and flattened keys grow with every level. */
  static final int MAX_DEPTH = 100;

  /** Python prints integers of up to 4,300 digits. */
  static final int MAX_NUMBER_LENGTH = 5_000;

  static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();

  private final String file;
  private final byte[] bytes;
  private final int from;
  private final JsonParser parser;

  private JsonInput(String file, byte[] bytes, int from, int to) throws IOException {
    this.file = file;
    this.bytes = bytes;
    this.from = from;
    this.parser =
        FACTORY.createParser(JsonText.withoutLoneSurrogates(bytes, from, to), from, to - from);
  }

  /** What reads a file's value, standing on its first token. */
  public interface Content<T> {
    T read(JsonInput input) throws IOException, Refusal;
  }

  /**
   * Reads the one value of the file that is the first {@code length} bytes.
   *
   * @throws Refusal with {@link Problem.InvalidJson}
   */
  static <T> T read(String file, byte[] bytes, int length, Content<T> content) throws Refusal {
    return read(file, bytes, length, true, content);
  }

  /** As {@link #read}, but the value may be a list as well as an object. */
  static <T> T readAny(String file, byte[] bytes, int length, Content<T> content) throws Refusal {
    return read(file, bytes, length, false, content);
  }

  private static <T> T read(
      String file, byte[] bytes, int length, boolean isObject, Content<T> content) throws Refusal {
    byte[] plain = JsonEncoding.utf8(file, bytes, length);
    return readUtf8(file, plain, plain == bytes ? length : plain.length, isObject, content);
  }

  private static <T> T readUtf8(
      String file, byte[] bytes, int length, boolean isObject, Content<T> content) throws Refusal {
    int from = Utf8Text.afterMark(bytes, length);
    if (from == length) {
      throw invalid(file, "is empty");
    }
    try (JsonInput input = new JsonInput(file, bytes, from, length)) {
      JsonToken first = input.parser.nextToken();
      if (first == null) {
        throw invalid(file, "is empty");
      }
      if (first != JsonToken.START_OBJECT && (isObject || first != JsonToken.START_ARRAY)) {
        throw invalid(file, isObject ? "is no object" : "is no list and no object");
      }
      T value = content.read(input);
      if (input.parser.nextToken() != null) {
        JsonLocation at = input.parser.currentTokenLocation();
        throw invalid(
            file,
            where(at) + "something follows the end of the " + (isObject ? "object" : "document"));
      }
      return value;
    } catch (JsonProcessingException e) {
      throw invalid(file, where(e.getLocation()) + JsonFailures.words(e));
    } catch (IOException e) {
      throw invalid(file, "can't be read as JSON");
    }
  }

  /**
   * Reads the objects of one line, each by {@code content}. What came before a break was read.
   *
   * @throws Refusal with {@link Problem.InvalidJson}
   */
  public static void readLine(String file, byte[] bytes, int from, int to, Content<?> content)
      throws Refusal {
    if (hasNulAtStart(bytes, from, to)) {
      throw invalid(file, "is not UTF-8");
    }
    try (JsonInput input = new JsonInput(file, bytes, from, to)) {
      JsonToken token = input.parser.nextToken();
      while (token != null) {
        if (token != JsonToken.START_OBJECT) {
          throw invalid(file, "is no object");
        }
        var _ = content.read(input);
        token = input.parser.nextToken();
      }
    } catch (JsonProcessingException e) {
      throw invalid(file, JsonFailures.words(e));
    } catch (IOException e) {
      throw invalid(file, "can't be read as JSON");
    }
  }

  /** The file's name. */
  String file() {
    return file;
  }

  public JsonParser parser() {
    return parser;
  }

  Refusal refusal(String detail) {
    return invalid(file, detail);
  }

  /** The current number. */
  double number() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      return Double.parseDouble(parser.getText());
    }
    return parser.getDoubleValue();
  }

  /** Where the current token starts in the file's bytes. */
  int offset() {
    return from + (int) parser.currentTokenLocation().getByteOffset();
  }

  /** The source from the offset to the end of the current token. */
  String source(int start) {
    return new String(bytes, start, end() - start, UTF_8);
  }

  /** Passes over the current list or object and gives its source without blanks. */
  String compactSource() throws IOException {
    int start = offset();
    parser.skipChildren();
    return JsonText.compact(source(start));
  }

  private int end() {
    return from + (int) parser.currentLocation().getByteOffset();
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  private static boolean hasNulAtStart(byte[] bytes, int from, int to) {
    return Utf8Text.indexOf(bytes, from, Math.min(to, from + 4), (byte) 0) >= 0;
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
