package tools.peak.evidence.artifact;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Budget;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Stat;
import tools.peak.evidence.text.Interned;
import tools.peak.evidence.text.PythonFloat;
import tools.peak.evidence.text.Quoted;

/** {@code stats.json}: a flat object, most of it numbers. */
public final class StatsFile {
  /** A metric's object, its number, its text, and its place in the map. */
  private static final long STAT = 200;

  /** From here on doubles leave integers out. */
  private static final double LARGEST_EXACT = 1L << 53;

  /** A date is none. */
  private static final Pattern LIKE_A_NUMBER =
      Pattern.compile("\\s*[-+]?\\.?\\d(?!\\d{3}-\\d\\d-)");

  /** JSON without blanks that has one value, a number. */
  private static final Pattern ONE_NUMBER =
      Pattern.compile(
          "(?:\\[|\\{\"(?:[^\"\\\\]|\\\\.)*+\":)++(-?\\d[-+.\\deE]*+|NaN|-?Infinity)[\\]}]++");

  private StatsFile() {}

  /**
   * Parses a file that is the first {@code length} bytes.
   *
   * @param file its name
   * @param budget what its metrics are charged to
   * @param notices takes what was no plain number and should be
   * @throws Refusal with {@link Problem.InvalidJson}, or if the budget is spent
   */
  public static List<Stat> parse(
      String file, byte[] bytes, int length, Budget budget, Notices notices) throws Refusal {
    return JsonInput.read(file, bytes, length, input -> read(input, budget, notices));
  }

  private static List<Stat> read(JsonInput input, Budget budget, Notices notices)
      throws IOException, Refusal {
    Map<String, Stat> stats = new LinkedHashMap<>();
    JsonParser parser = input.parser();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String metric = Interned.text(parser.currentName());
      budget.takeText(input.file(), STAT + metric.length());
      JsonToken token = parser.nextToken();
      if (token == JsonToken.VALUE_NULL) {
        stats.remove(metric);
      } else {
        stats.put(metric, stat(metric, token, input, notices));
      }
    }
    return new ArrayList<>(stats.values());
  }

  private static Stat stat(String metric, JsonToken token, JsonInput input, Notices notices)
      throws IOException {
    if (token.isNumeric()) {
      double number = input.number();
      return new Stat(metric, number, exactText(input.parser(), token, number));
    }
    if (token.isStructStart()) {
      return structure(metric, token, input, notices);
    }
    String text = input.parser().getText();
    if (token != JsonToken.VALUE_STRING) {
      return new Stat(metric, null, text);
    }
    Double notFinite = notFinite(text);
    if (notFinite != null) {
      return new Stat(metric, notFinite, null);
    }
    Double number = PythonFloat.parse(text);
    if (number == null && LIKE_A_NUMBER.matcher(text).lookingAt()) {
      notices.add(
          input.file(),
          NoticeCode.NO_NUMBER,
          metric
              + ": "
              + Quoted.text(text)
              + " is no number; its text is kept, write 1.7 or 0.017");
    }
    return new Stat(metric, number, text);
  }

  /** An integer that a double can't hold. */
  private static @Nullable String exactText(JsonParser parser, JsonToken token, double number)
      throws IOException {
    if (token != JsonToken.VALUE_NUMBER_INT || Math.abs(number) < LARGEST_EXACT) {
      return null;
    }
    String text = parser.getText();
    boolean comesBack =
        Double.isFinite(number) && new BigDecimal(number).compareTo(new BigDecimal(text)) == 0;
    return comesBack ? null : text;
  }

  /** A table of one row and column is its number. */
  private static Stat structure(String metric, JsonToken token, JsonInput input, Notices notices)
      throws IOException {
    String json = input.compactSource();
    String kind = token == JsonToken.START_ARRAY ? "a list" : "an object";
    Matcher single = ONE_NUMBER.matcher(json);
    if (single.matches()) {
      notices.add(
          input.file(),
          NoticeCode.ONE_NUMBER,
          metric + ": is " + kind + " that holds one number; " + single.group(1) + " is taken");
      return new Stat(metric, number(single.group(1)), json);
    }
    notices.add(
        input.file(),
        NoticeCode.NO_NUMBER,
        metric
            + ": is "
            + kind
            + ", no number; its JSON is kept as text, write one number a metric");
    return new Stat(metric, null, json);
  }

  private static double number(String text) {
    Double notFinite = notFinite(text);
    return notFinite == null ? Double.parseDouble(text) : notFinite;
  }

  /** What JSON has no number for, as Peak and many others write it: plain numbers. */
  private static @Nullable Double notFinite(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }
}
