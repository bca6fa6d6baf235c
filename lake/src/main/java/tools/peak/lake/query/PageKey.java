package tools.peak.lake.query;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.filter.SortKey;

/**
 * Where a page ends: the last row's values of the sort keys. The next page is what comes behind
 * them, so rows that are added or removed meanwhile shift nothing.
 */
final class PageKey {
  private PageKey() {}

  /** The key of a row whose values of the sort keys are these. */
  static String of(List<SortKey> order, List<@Nullable Object> values) {
    StringBuilder text = new StringBuilder(mark(order));
    for (Object value : values) {
      String encoded = encode(value);
      text.append(' ').append(encoded.length()).append(':').append(encoded);
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Tells orders apart, in every process alike: hash codes of enums are each process's own. */
  private static String mark(List<SortKey> order) {
    return Integer.toHexString(order.toString().hashCode());
  }

  private static String encode(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Double number when number.isNaN() -> "";
      case Number number -> "n" + number;
      case LocalDate day -> "d" + day;
      case Boolean truth -> "b" + truth;
      case Instant instant -> "i" + instant;
      default -> "t" + value;
    };
  }

  /** What holds for the rows behind the one of the key, in that order. */
  static Condition behind(List<SortKey> order, String key) {
    List<@Nullable Expression> values = decode(order, key);
    List<Condition> alternatives = new ArrayList<>();
    List<Condition> equal = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      Expression expression = order.get(i).expression();
      Expression value = values.get(i);
      if (value == null) {
        equal.add(unknown(expression));
        continue;
      }
      List<Condition> all = new ArrayList<>(equal);
      Condition.Relation relation =
          order.get(i).descending() ? Condition.Relation.LESS : Condition.Relation.GREATER;
      all.add(
          new Condition.Any(
              List.of(new Condition.Comparison(expression, relation, value), unknown(expression))));
      alternatives.add(new Condition.All(all));
      equal.add(new Condition.Comparison(expression, Condition.Relation.EQUAL, value));
    }
    return new Condition.Any(alternatives);
  }

  private static Condition unknown(Expression expression) {
    Condition isNull = new Condition.IsNull(expression);
    return switch (expression.kind()) {
      case NUMBER -> new Condition.Any(List.of(isNull, new Condition.IsNan(expression)));
      case TEXT, DATE, TIMESTAMP, TRUTH, VALUE, MAP -> isNull;
    };
  }

  private static List<@Nullable Expression> decode(List<SortKey> order, String key) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(key), StandardCharsets.UTF_8);
      int at = text.indexOf(' ');
      if (!text.substring(0, at).equals(mark(order))) {
        throw new LakeException(
            LakeException.Code.INVALID_REQUEST,
            "this page key belongs to another order: repeat the order of the first page");
      }
      List<@Nullable Expression> values = new ArrayList<>();
      while (at < text.length()) {
        int colon = text.indexOf(':', at);
        int length = Integer.parseInt(text.substring(at + 1, colon));
        at = colon + 1 + length;
        values.add(literal(text.substring(colon + 1, at)));
      }
      if (values.size() != order.size()) {
        throw new IllegalArgumentException("too few values");
      }
      return values;
    } catch (IllegalArgumentException | IndexOutOfBoundsException | java.time.DateTimeException e) {
      throw LakeException.invalid("page", "'" + key + "' begins no page of this question");
    }
  }

  private static @Nullable Expression literal(String encoded) {
    if (encoded.isEmpty()) {
      return null;
    }
    String text = encoded.substring(1);
    return switch (encoded.charAt(0)) {
      case 'n' -> new Expression.NumberLiteral(Double.parseDouble(text));
      case 'd' ->
          new Expression.TimeLiteral(
              LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
      case 'i' -> new Expression.TimeLiteral(Instant.parse(text));
      case 'b' -> new Expression.TruthLiteral(Boolean.parseBoolean(text));
      case 't' -> new Expression.TextLiteral(text);
      default -> throw new IllegalArgumentException("unknown type");
    };
  }
}
