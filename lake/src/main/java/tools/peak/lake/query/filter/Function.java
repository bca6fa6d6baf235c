package tools.peak.lake.query.filter;

import java.util.List;
import java.util.Locale;

/** The functions of the language. Outside a function's domain the result is NaN, as in IEEE 754. */
public enum Function {
  ABS(Kind.NUMBER, 1, 1, Kind.NUMBER),
  /** Half away from zero; the second argument is a number of decimals, 0 unless given. */
  ROUND(Kind.NUMBER, 1, 2, Kind.NUMBER),
  FLOOR(Kind.NUMBER, 1, 1, Kind.NUMBER),
  CEIL(Kind.NUMBER, 1, 1, Kind.NUMBER),
  /** −1, 0 or 1. */
  SIGN(Kind.NUMBER, 1, 1, Kind.NUMBER),
  SQRT(Kind.NUMBER, 1, 1, Kind.NUMBER),
  LN(Kind.NUMBER, 1, 1, Kind.NUMBER),
  LOG10(Kind.NUMBER, 1, 1, Kind.NUMBER),
  EXP(Kind.NUMBER, 1, 1, Kind.NUMBER),
  POWER(Kind.NUMBER, 2, 2, Kind.NUMBER),
  LOWER(Kind.TEXT, 1, 1, Kind.TEXT),
  UPPER(Kind.TEXT, 1, 1, Kind.TEXT),
  /** Without spaces at both ends. */
  TRIM(Kind.TEXT, 1, 1, Kind.TEXT),
  /** The number of characters (Unicode code points). */
  LENGTH(Kind.NUMBER, 1, 1, Kind.TEXT);

  private final Kind result;
  private final int least;
  private final int most;
  private final Kind argument;

  Function(Kind result, int least, int most, Kind argument) {
    this.result = result;
    this.least = least;
    this.most = most;
    this.argument = argument;
  }

  public String functionName() {
    return name().toLowerCase(Locale.ROOT);
  }

  Kind result() {
    return result;
  }

  Kind argument() {
    return argument;
  }

  boolean takes(int arguments) {
    return least <= arguments && arguments <= most;
  }

  String arity() {
    return least == most
        ? least + (least == 1 ? " argument" : " arguments")
        : least + " or " + most + " arguments";
  }

  static List<Function> all() {
    return List.of(values());
  }
}
