package tools.peak.runner.sweep;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.peak.runner.strategy.ParameterException;

/** Reads the values of one parameter; decimals are exact, so that 0.1 steps do not drift. */
final class AxisParser {
  private static final String NUMBER = "[+-]?\\d{1,15}(?:\\.\\d{1,15})?";
  private static final Pattern SINGLE = Pattern.compile(NUMBER);
  private static final Pattern RANGE =
      Pattern.compile("(%1$s)\\.\\.(%1$s)(?::(%1$s))?".formatted(NUMBER));

  private final String name;
  private final Set<BigDecimal> values = new LinkedHashSet<>();

  private AxisParser(String name) {
    this.name = name;
  }

  static List<BigDecimal> parse(String name, String text) {
    AxisParser parser = new AxisParser(name);
    for (String part : text.split(",", -1)) {
      parser.add(part.strip());
    }
    return new ArrayList<>(parser.values);
  }

  private void add(String part) {
    Matcher range = RANGE.matcher(part);
    if (range.matches()) {
      String step = range.group(3);
      addRange(
          part,
          new BigDecimal(range.group(1)),
          new BigDecimal(range.group(2)),
          step == null ? BigDecimal.ONE : new BigDecimal(step));
    } else if (SINGLE.matcher(part).matches()) {
      addValue(new BigDecimal(part));
    } else {
      throw new ParameterException(
          "%s: '%s' is neither a number nor a range such as 5..50:5".formatted(name, part));
    }
  }

  private void addRange(String part, BigDecimal from, BigDecimal to, BigDecimal step) {
    if (step.signum() <= 0) {
      throw new ParameterException("%s: the step of %s must be above 0".formatted(name, part));
    }
    if (from.compareTo(to) > 0) {
      throw new ParameterException("%s: the range %s ends before it begins".formatted(name, part));
    }
    BigDecimal steps = to.subtract(from).divide(step, 0, RoundingMode.FLOOR);
    if (steps.compareTo(BigDecimal.valueOf(ParameterGrid.MAX_SIZE)) >= 0) {
      throw tooMany();
    }
    for (int i = 0; i <= steps.intValueExact(); i++) {
      addValue(from.add(step.multiply(BigDecimal.valueOf(i))));
    }
  }

  /** Equal numbers are one value, whatever zeros they are written with. */
  private void addValue(BigDecimal value) {
    values.add(value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros());
    if (values.size() > ParameterGrid.MAX_SIZE) {
      throw tooMany();
    }
  }

  private ParameterException tooMany() {
    return new ParameterException(
        String.format(
            Locale.ROOT,
            "%s has more than %,d values; make its steps larger",
            name,
            ParameterGrid.MAX_SIZE));
  }
}
