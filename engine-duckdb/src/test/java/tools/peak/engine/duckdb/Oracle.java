package tools.peak.engine.duckdb;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.filter.SortKey;

/**
 * The language evaluated in plain Java over runs in memory, by its definition: three-valued, NaN
 * unknown in comparisons. It shares nothing with the engine but the tree.
 */
final class Oracle {
  private Oracle() {}

  /** True, false, or empty when unknown. */
  static Optional<Boolean> test(Condition condition, TestRun run) {
    return switch (condition) {
      case Condition.All(var all) -> {
        boolean unknown = false;
        for (Condition inner : all) {
          Optional<Boolean> value = test(inner, run);
          if (value.equals(Optional.of(false))) {
            yield value;
          }
          unknown |= value.isEmpty();
        }
        yield unknown ? Optional.empty() : Optional.of(true);
      }
      case Condition.Any(var any) ->
          negate(
              test(
                  new Condition.All(any.stream().<Condition>map(Condition.Not::new).toList()),
                  run));
      case Condition.Not(var inner) -> negate(test(inner, run));
      case Condition.Comparison(var left, var relation, var right) ->
          compare(value(left, run), value(right, run))
              .map(
                  order ->
                      switch (relation) {
                        case EQUAL -> order == 0;
                        case NOT_EQUAL -> order != 0;
                        case LESS -> order < 0;
                        case AT_MOST -> order <= 0;
                        case GREATER -> order > 0;
                        case AT_LEAST -> order >= 0;
                      });
      case Condition.Within(var time, var first, var end) -> {
        Object value = value(time, run);
        yield compare(value, first)
            .flatMap(from -> compare(value, end).map(until -> from >= 0 && until < 0));
      }
      case Condition.In(var expression, var values) ->
          test(
              new Condition.Any(
                  values.stream()
                      .<Condition>map(
                          value ->
                              new Condition.Comparison(expression, Condition.Relation.EQUAL, value))
                      .toList()),
              run);
      case Condition.IsNull(var expression) -> Optional.of(value(expression, run) == null);
      case Condition.IsNan(var expression) ->
          Optional.of(value(expression, run) instanceof Double number && number.isNaN());
      case Condition.Like(var text, var pattern, var ignoreCase, var escape) ->
          Optional.ofNullable((String) value(text, run))
              .map(
                  value ->
                      ignoreCase
                          ? like(lower(value), lower(pattern), escape)
                          : like(value, pattern, escape));
      case Condition.Matches(var text, var pattern) ->
          Optional.ofNullable((String) value(text, run))
              .map(value -> Pattern.compile(pattern).matcher(value).find());
    };
  }

  private static Optional<Boolean> negate(Optional<Boolean> value) {
    return value.map(truth -> !truth);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static boolean like(String text, String pattern, Optional<String> escape) {
    StringBuilder regex = new StringBuilder();
    int[] points = pattern.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      String character = Character.toString(points[i]);
      if (escape.isPresent() && escape.get().equals(character)) {
        regex.append(Pattern.quote(Character.toString(points[++i])));
      } else {
        regex.append(
            switch (character) {
              case "%" -> ".*";
              case "_" -> ".";
              default -> Pattern.quote(character);
            });
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
  }

  /** How two known values are ordered; empty when one is NULL or NaN. */
  private static Optional<Integer> compare(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return Optional.empty();
    }
    return switch (left) {
      case Double a -> {
        double b = (Double) right;
        yield a.isNaN() || Double.isNaN(b)
            ? Optional.empty()
            : Optional.of(a < b ? -1 : a > b ? 1 : 0);
      }
      case String a -> Optional.of(byCodePoint(a, (String) right));
      case Boolean a -> Optional.of(a.compareTo((Boolean) right));
      default -> Optional.of(instant(left).compareTo(instant(right)));
    };
  }

  private static int byCodePoint(String a, String b) {
    return java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }

  private static Instant instant(Object time) {
    return time instanceof LocalDate day
        ? day.atStartOfDay(ZoneOffset.UTC).toInstant()
        : (Instant) time;
  }

  static @Nullable Object value(Expression expression, TestRun run) {
    return switch (expression) {
      case Expression.Attribute(var column) -> run.attributes.get(column.name());
      case Expression.Metric(var name) -> run.metrics.get(name);
      case Expression.Entry(var space, var key) ->
          switch (space) {
            case PARAMS -> run.params.get(key);
            case META -> run.meta.get(key);
            case TAGS -> textual(run.tags.get(key));
            case OTHERS, ATTRIBUTES, RESOURCE, OVERFLOW ->
                throw new IllegalArgumentException("not of runs: " + space);
          };
      case Expression.RunDate _ -> runDate(run);
      case Expression.NumberLiteral(var value) -> value;
      case Expression.TextLiteral(var value) -> value;
      case Expression.TruthLiteral(var value) -> value;
      case Expression.TimeLiteral(var value) -> value;
      case Expression.AsNumber(var inner) ->
          value(inner, run) instanceof TestRun.Typed typed ? typed.number() : null;
      case Expression.AsText(var inner) ->
          value(inner, run) instanceof TestRun.Typed typed ? typed.value() : null;
      case Expression.AsTruth(var inner) ->
          (value(inner, run) instanceof TestRun.Typed typed && typed.type().equals("bool"))
              ? Boolean.valueOf(typed.value())
              : null;
      case Expression.EpochMillis(var time) ->
          value(time, run) instanceof Instant instant ? (double) instant.toEpochMilli() : null;
      case Expression.Arithmetic(var left, var operator, var right) -> {
        if (!(value(left, run) instanceof Double a) || !(value(right, run) instanceof Double b)) {
          yield null;
        }
        yield switch (operator) {
          case PLUS -> a + b;
          case MINUS -> a - b;
          case TIMES -> a * b;
          case DIVIDED_BY -> a / b;
          case MODULO -> a % b;
        };
      }
      case Expression.Call(var function, var arguments) ->
          call(function, arguments.stream().map(argument -> value(argument, run)).toList());
      case Expression.Output _, Expression.PeriodOf _ ->
          throw new IllegalArgumentException("not of runs: " + expression);
    };
  }

  private static TestRun.@Nullable Typed textual(@Nullable String text) {
    if (text == null) {
      return null;
    }
    boolean number = text.matches("[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?");
    return new TestRun.Typed("string", text, number ? Double.valueOf(text) : null);
  }

  static @Nullable LocalDate runDate(TestRun run) {
    if (run.attributes.get("start_date") instanceof LocalDate day) {
      return day;
    }
    return run.attributes.get("timestamp") instanceof Instant instant
        ? instant.atOffset(ZoneOffset.UTC).toLocalDate()
        : null;
  }

  private static @Nullable Object call(
      tools.peak.lake.query.filter.Function function, List<@Nullable Object> arguments) {
    if (arguments.stream().anyMatch(Objects::isNull)) {
      return null;
    }
    Object first = Objects.requireNonNull(arguments.getFirst());
    return switch (function) {
      case ABS -> Math.abs((Double) first);
      case ROUND ->
          round(
              (Double) first,
              arguments.size() == 1
                  ? 0
                  : ((Double) Objects.requireNonNull(arguments.getLast())).intValue());
      case FLOOR -> Math.floor((Double) first);
      case CEIL -> Math.ceil((Double) first);
      case SIGN -> Double.isNaN((Double) first) ? 0.0 : Math.signum((Double) first);
      case SQRT -> Math.sqrt((Double) first);
      case LN -> Math.log((Double) first);
      case LOG10 -> Math.log10((Double) first);
      case EXP -> Math.exp((Double) first);
      case POWER -> Math.pow((Double) first, (Double) Objects.requireNonNull(arguments.getLast()));
      case LOWER -> lower((String) first);
      case UPPER -> ((String) first).toUpperCase(Locale.ROOT);
      case TRIM -> ((String) first).replaceAll("^ +| +$", "");
      case LENGTH -> (double) ((String) first).codePointCount(0, ((String) first).length());
    };
  }

  private static double round(double value, int decimals) {
    double factor = Math.pow(10, decimals);
    double scaled = value * factor;
    if (Double.isNaN(scaled) || Double.isInfinite(scaled)) {
      return value;
    }
    double rounded =
        new BigDecimal(scaled).setScale(0, RoundingMode.HALF_UP).doubleValue() / factor;
    return Double.isFinite(rounded) ? rounded : value;
  }

  /** The order of rows: NULL and NaN last in both directions, as equals. */
  static Comparator<TestRun> order(List<SortKey> keys) {
    return (a, b) -> {
      for (SortKey key : keys) {
        Object left = value(key.expression(), a);
        Object right = value(key.expression(), b);
        boolean noLeft = compare(left, left).isEmpty();
        boolean noRight = compare(right, right).isEmpty();
        int order =
            noLeft || noRight
                ? Boolean.compare(noLeft, noRight)
                : compare(left, right).orElseThrow() * (key.descending() ? -1 : 1);
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }
}
