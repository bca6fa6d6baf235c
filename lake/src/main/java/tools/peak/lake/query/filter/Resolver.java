package tools.peak.lake.query.filter;

import static tools.peak.lake.query.filter.Condition.Relation.AT_LEAST;
import static tools.peak.lake.query.filter.Condition.Relation.AT_MOST;
import static tools.peak.lake.query.filter.Condition.Relation.EQUAL;
import static tools.peak.lake.query.filter.Condition.Relation.NOT_EQUAL;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;

/** Turns what was written into conditions: names found, types checked, periods made instants. */
final class Resolver {
  private final FilterText source;
  private final NameResolver names;
  private final ExpressionResolver expressions;
  private final TimeLiterals times;
  private final RelatedResolver related;

  Resolver(FilterText source, Names names, Clock clock) {
    this.source = source;
    this.names = new NameResolver(source, names);
    this.times = new TimeLiterals(source, clock);
    this.related = new RelatedResolver(source, names, clock);
    this.expressions = new ExpressionResolver(source, this.names, times, related);
  }

  Expression expression(Syntax syntax) {
    return expressions.resolve(syntax);
  }

  Condition condition(Syntax syntax) {
    return switch (syntax) {
      case Syntax.Junction junction -> {
        List<Condition> operands = junction.operands().stream().map(this::condition).toList();
        yield junction.and() ? new Condition.All(operands) : new Condition.Any(operands);
      }
      case Syntax.Not not -> new Condition.Not(condition(not.operand()));
      case Syntax.Comparison comparison ->
          compare(comparison.left(), comparison.relation(), comparison.right(), comparison.at());
      case Syntax.In in -> in(in);
      case Syntax.Between between ->
          new Condition.All(
              List.of(
                  compare(between.operand(), AT_LEAST, between.low(), between.at()),
                  compare(between.operand(), AT_MOST, between.high(), between.at())));
      case Syntax.IsNull is -> new Condition.IsNull(expression(is.operand()));
      case Syntax.IsNan is ->
          new Condition.IsNan(
              expressions.as(Kind.NUMBER, expression(is.operand()), is.operand().at()));
      case Syntax.Like like -> like(like);
      case Syntax.Call call when call.function().equals("regexp") -> matches(call);
      case Syntax.OfTrades trades when trades.word() == Syntax.TradesWord.ANY ->
          related.condition(Quantifier.ANY, trades);
      case Syntax.OfTrades trades when trades.word() == Syntax.TradesWord.ALL ->
          related.condition(Quantifier.ALL, trades);
      case Syntax.Truth truth -> truth.value() ? Condition.ALWAYS : new Condition.Any(List.of());
      case Syntax.Name _,
          Syntax.Numeral _,
          Syntax.Text _,
          Syntax.Null _,
          Syntax.Duration _,
          Syntax.Call _,
          Syntax.OfTrades _,
          Syntax.OfCurve _,
          Syntax.Negation _,
          Syntax.Arithmetic _ -> {
        Expression expression = expression(syntax);
        throw source.error(
            syntax.at(),
            "expected a condition such as 'sharpe > 2', but this is " + expression.kind());
      }
    };
  }

  private Condition compare(Syntax left, Condition.Relation relation, Syntax right, int at) {
    Expression a = constantText(left) ? null : expression(left);
    Expression b = constantText(right, a) ? null : expression(right);
    if (a == null && b == null) {
      throw source.error(at, "one side of a comparison has to be a name");
    }
    if (a != null && a.kind().isTime()) {
      Optional<TimeSpan> span = times.constant(right);
      if (span.isPresent()) {
        return compareTime(a, relation, span.get());
      }
    }
    if (b != null && b.kind().isTime()) {
      Optional<TimeSpan> span = times.constant(left);
      if (span.isPresent()) {
        return compareTime(b, relation.mirrored(), span.get());
      }
    }
    return compareTyped(
        a == null ? text(left) : a, relation, b == null ? text(right) : b, left, right, at);
  }

  private Condition compareTyped(
      Expression a, Condition.Relation relation, Expression b, Syntax left, Syntax right, int at) {
    Kind kind = common(a.kind(), b.kind(), relation);
    if (kind == null) {
      throw mismatch(a, left, b, right, at);
    }
    if (kind == Kind.TRUTH && relation != EQUAL && relation != NOT_EQUAL) {
      throw source.error(at, "true and false are compared with = or <>");
    }
    if (kind.isTime()) {
      return new Condition.Comparison(a, relation, b);
    }
    Expression first = expressions.as(kind, a, left.at());
    Expression second = expressions.as(kind, b, right.at());
    return relation == EQUAL || relation == NOT_EQUAL
        ? Expression.Renamed.equal(first, second)
            .or(() -> Expression.Renamed.equal(second, first))
            .or(() -> Spellings.equal(first, second))
            .or(() -> Spellings.equal(second, first))
            .map(equal -> relation == EQUAL ? equal : new Condition.Not(equal))
            .orElseGet(() -> ExactNumbers.compare(first, relation, second))
        : ExactNumbers.compare(first, relation, second);
  }

  /** What two sides are compared as, or null when they cannot be. */
  private static @Nullable Kind common(Kind a, Kind b, Condition.Relation relation) {
    if (a == Kind.MAP || b == Kind.MAP) {
      return null;
    }
    if (a == Kind.VALUE && b == Kind.VALUE) {
      return relation == EQUAL || relation == NOT_EQUAL ? Kind.TEXT : Kind.NUMBER;
    }
    if (a == Kind.VALUE) {
      return b.isTime() ? null : b;
    }
    if (b == Kind.VALUE) {
      return a.isTime() ? null : a;
    }
    return a == b || (a.isTime() && b.isTime()) ? a : null;
  }

  private LakeException mismatch(Expression a, Syntax left, Expression b, Syntax right, int at) {
    if (a.kind() == Kind.MAP || b.kind() == Kind.MAP) {
      String map = a.kind() == Kind.MAP ? shown(left) : shown(right);
      return source.error(at, map + " is a map: name one of its keys, such as params.fast");
    }
    String hint = "";
    if (a.kind() == Kind.TEXT && right instanceof Syntax.Numeral number) {
      hint = ": write '" + numeral(number.value()) + "' in quotes";
    } else if (a.kind() == Kind.NUMBER && right instanceof Syntax.Text text) {
      hint = isNumeral(text.value()) ? ": write " + text.value() + " without quotes" : "";
    }
    return source.error(
        at, "%s is %s, %s is %s%s".formatted(shown(left), a.kind(), shown(right), b.kind(), hint));
  }

  private static String numeral(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static boolean isNumeral(String text) {
    return text.matches("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
  }

  private static String shown(Syntax syntax) {
    return switch (syntax) {
      case Syntax.Name name -> "'" + name.dotted() + "'";
      case Syntax.Numeral number -> numeral(number.value());
      case Syntax.Text text -> "'" + text.value() + "'";
      case Syntax.Truth truth -> Boolean.toString(truth.value());
      case Syntax.Call call -> call.function() + "(…)";
      case Syntax.OfTrades trades -> trades.word().phrase() + " (…)";
      case Syntax.OfCurve curve -> curve.word().phrase() + " …";
      case Syntax.Null _,
          Syntax.Duration _,
          Syntax.Negation _,
          Syntax.Arithmetic _,
          Syntax.Comparison _,
          Syntax.Not _,
          Syntax.Junction _,
          Syntax.In _,
          Syntax.Between _,
          Syntax.IsNull _,
          Syntax.IsNan _,
          Syntax.Like _ ->
          "one side";
    };
  }

  private static Condition compareTime(
      Expression time, Condition.Relation relation, TimeSpan span) {
    if (span.end() == null) {
      return new Condition.Comparison(time, relation, new Expression.TimeLiteral(span.first()));
    }
    return switch (relation) {
      case EQUAL -> new Condition.Within(time, span.first(), span.end());
      case NOT_EQUAL -> new Condition.Not(new Condition.Within(time, span.first(), span.end()));
      case LESS, AT_LEAST ->
          new Condition.Comparison(time, relation, new Expression.TimeLiteral(span.first()));
      case AT_MOST ->
          new Condition.Comparison(
              time, Condition.Relation.LESS, new Expression.TimeLiteral(span.end()));
      case GREATER ->
          new Condition.Comparison(time, AT_LEAST, new Expression.TimeLiteral(span.end()));
    };
  }

  private Condition in(Syntax.In in) {
    Expression operand = expression(in.operand());
    List<Condition> alternatives = new ArrayList<>();
    List<Expression> numbers = new ArrayList<>();
    List<Expression> texts = new ArrayList<>();
    @Nullable Expression text = null;
    for (Syntax value : in.values()) {
      Condition equal = compare(in.operand(), EQUAL, value, value.at());
      if (equal instanceof Condition.Comparison(_, _, Expression.NumberLiteral number)) {
        numbers.add(number);
      } else if (equal instanceof Condition.Comparison(var left, _, Expression.TextLiteral one)) {
        text = left;
        texts.add(one);
      } else {
        alternatives.add(equal);
      }
    }
    int at = in.operand().at();
    if (!numbers.isEmpty()) {
      alternatives.add(new Condition.In(expressions.as(Kind.NUMBER, operand, at), numbers));
    }
    if (text != null) {
      alternatives.add(new Condition.In(text, texts));
    }
    return alternatives.size() == 1 ? alternatives.getFirst() : new Condition.Any(alternatives);
  }

  private Condition like(Syntax.Like like) {
    Expression operand = expressions.as(Kind.TEXT, expression(like.operand()), like.operand().at());
    Optional<String> escape =
        Optional.ofNullable(like.escape()).map(written -> literal(written, operand));
    if (escape.isPresent() && escape.get().codePointCount(0, escape.get().length()) != 1) {
      throw source.error(like.at(), "the escape has to be one character");
    }
    String pattern = literal(like.pattern(), operand);
    if (escape.isPresent() && dangles(pattern, escape.get())) {
      throw source.error(like.pattern().at(), "the pattern ends with its escape character");
    }
    return new Condition.Like(operand, pattern, like.ignoreCase(), escape);
  }

  private static boolean dangles(String pattern, String escape) {
    int at = 0;
    while (at < pattern.length()) {
      if (pattern.startsWith(escape, at)) {
        at += escape.length();
        if (at == pattern.length()) {
          return true;
        }
      }
      at += Character.charCount(pattern.codePointAt(at));
    }
    return false;
  }

  private Condition matches(Syntax.Call call) {
    if (call.arguments().size() != 2) {
      throw source.error(call.at(), "regexp takes a text and a pattern");
    }
    Syntax operand = call.arguments().getFirst();
    Expression text = expressions.as(Kind.TEXT, expression(operand), operand.at());
    return new Condition.Matches(text, literal(call.arguments().getLast(), text));
  }

  private String literal(Syntax syntax, Expression left) {
    if (!constantText(syntax, left)) {
      throw source.error(syntax.at(), "expected a text in single quotes");
    }
    return text(syntax).value();
  }

  private static boolean constantText(Syntax syntax) {
    return syntax instanceof Syntax.Text;
  }

  /** A text; or a name in double quotes that is no name, which is how MLflow writes texts. */
  private boolean constantText(Syntax syntax, @Nullable Expression left) {
    return constantText(syntax)
        || (left != null
            && left.kind() != Kind.NUMBER
            && syntax instanceof Syntax.Name name
            && name.quoted()
            && names.find(name).isEmpty());
  }

  private Expression.TextLiteral text(Syntax syntax) {
    return switch (syntax) {
      case Syntax.Text text -> new Expression.TextLiteral(text.value());
      case Syntax.Name name -> new Expression.TextLiteral(name.dotted());
      default -> throw new IllegalArgumentException("no text");
    };
  }
}
