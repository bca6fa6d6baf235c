package tools.peak.evidence.mapping;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Value;
import tools.peak.evidence.text.PythonFloat;

/**
 * What is made of a value before it is the lake's.
 *
 * @param unit what numbers are written in
 * @param scale what numbers are multiplied by, behind their unit
 * @param sign which sign numbers get, if not their own
 * @param type what values are read as
 * @param time how times are written; null where they are read as anywhere
 * @param decimalComma whether numbers have a decimal comma, and points between thousands
 * @param words what stands for some texts
 */
record Conversion(
    @Nullable Unit unit,
    double scale,
    Sign sign,
    Type type,
    @Nullable TimeFormat time,
    boolean decimalComma,
    Map<String, String> words) {
  static final Conversion NONE = new Conversion(null, 1, Sign.OWN, Type.OWN, null, false, Map.of());

  private static final String CURRENCIES = "$€£¥";

  /** The sign of numbers: a drawdown is at most 0 in the lake, and above it in many a tool. */
  enum Sign {
    OWN,
    NEGATIVE,
    POSITIVE,
    FLIPPED
  }

  /** What values are. */
  enum Type {
    /** What they look like. */
    OWN,
    TEXT,
    NUMBER
  }

  Conversion {
    words = Map.copyOf(words);
  }

  /** Whether it makes numbers. */
  boolean isOfNumbers() {
    return unit != null || scale != 1 || sign != Sign.OWN || type == Type.NUMBER;
  }

  /** The number that a value is, converted; null if it is none. */
  @Nullable Double number(Value value) {
    Double number = value.number();
    if (number == null && value.text() != null && value.type() == Value.Type.STRING) {
      number = parse(value.text());
    }
    return number == null ? null : plain(number);
  }

  /** The number of a text, converted; null if it is none. */
  @Nullable Double number(String text) {
    Double number = parse(text);
    return number == null ? null : plain(number);
  }

  double plain(double number) {
    double scaled = (unit == null ? number : unit.plain(number)) * scale;
    return switch (sign) {
      case OWN -> scaled;
      case NEGATIVE -> -Math.abs(scaled);
      case POSITIVE -> Math.abs(scaled);
      case FLIPPED -> -scaled;
    };
  }

  /** The text that stands for a text. */
  String word(String text) {
    return words.getOrDefault(text, text);
  }

  private @Nullable Double parse(String text) {
    String number = text.strip();
    if (unit != null && number.endsWith(unit.sign())) {
      number = number.substring(0, number.length() - unit.sign().length()).strip();
    }
    if (type == Type.NUMBER) {
      number = withoutSigns(number);
    }
    if (decimalComma) {
      number = number.replace(".", "").replace(',', '.');
    }
    return PythonFloat.parse(number);
  }

  /** Asked for a number, a currency and commas between thousands are no part of it. */
  private String withoutSigns(String number) {
    StringBuilder plain = new StringBuilder();
    for (int at = 0; at < number.length(); at++) {
      char c = number.charAt(at);
      boolean isSign = CURRENCIES.indexOf(c) >= 0 || c == ' ' || (c == ',' && !decimalComma);
      if (!isSign) {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
