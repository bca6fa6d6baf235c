package tools.peak.evidence.artifact;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code config_sha256} is: the SHA-256 of {@code {"costs": …, "params": …, "strategy": …}} in
 * one spelling of JSON, so that whoever writes a run of a configuration, in whatever language,
 * gives it the same digest. The spelling, which {@code docs/reference/run-folders.md} tells and
 * {@code schemas/config-sha256.json} has examples of: no blanks; keys by code point; of the
 * characters of a text {@code "}, {@code \} and those below U+0020 escaped, the latter as {@code
 * \}{@code u001f}; numbers in digits without exponent and trailing zeros, so that 10 and 10.0 are
 * the same; what is no number as a text; UTF-8.
 */
public final class ConfigDigest {
  private ConfigDigest() {}

  /**
   * The digest.
   *
   * @param params texts, numbers, booleans, null, lists and maps of these
   * @param costs the same; null where nothing is said of them
   * @return 64 lower-case hex digits
   */
  public static String of(
      @Nullable String strategy, Map<String, ?> params, @Nullable Object costs) {
    Map<String, @Nullable Object> config = new TreeMap<>();
    config.put("strategy", strategy);
    config.put("params", params);
    config.put("costs", costs);
    StringBuilder json = new StringBuilder();
    value(config, json);
    return EvidenceDigest.of(json.toString());
  }

  private static void value(@Nullable Object value, StringBuilder json) {
    switch (value) {
      case null -> json.append("null");
      case Boolean truth -> json.append(truth);
      case Map<?, ?> map -> object(map, json);
      case List<?> list -> {
        json.append('[');
        String comma = "";
        for (Object element : list) {
          json.append(comma);
          value(element, json);
          comma = ",";
        }
        json.append(']');
      }
      case Double number when !Double.isFinite(number) -> text(number.toString(), json);
      case Float number when !Float.isFinite(number) -> text(number.toString(), json);
      case Double number -> json.append(plain(shortest(number)));
      case Float number -> json.append(plain(shortest(Double.parseDouble(number.toString()))));
      case BigDecimal number -> json.append(plain(number));
      case BigInteger number -> json.append(number);
      case Number number -> json.append(number.longValue());
      default -> text(value.toString(), json);
    }
  }

  /** The fewest digits that tell the number from all others; Java's own are two at least. */
  private static BigDecimal shortest(double number) {
    BigDecimal one = new BigDecimal(number).round(new MathContext(1));
    return one.doubleValue() == number ? one : new BigDecimal(Double.toString(number));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static void object(Map<?, ?> map, StringBuilder json) {
    Map<String, @Nullable Object> ordered = new TreeMap<>(BY_CODE_POINT);
    map.forEach((key, element) -> ordered.put(String.valueOf(key), element));
    json.append('{');
    String comma = "";
    for (Map.Entry<String, @Nullable Object> entry : ordered.entrySet()) {
      json.append(comma);
      text(entry.getKey(), json);
      json.append(':');
      value(entry.getValue(), json);
      comma = ",";
    }
    json.append('}');
  }

  private static final Comparator<String> BY_CODE_POINT =
      (one, other) -> Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());

  private static void text(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        json.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    json.append('"');
  }
}
