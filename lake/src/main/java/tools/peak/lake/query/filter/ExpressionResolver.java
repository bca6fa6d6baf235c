package tools.peak.lake.query.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.peak.lake.LakeException;

/** Turns what was written into expressions: names found, types checked. */
final class ExpressionResolver {
  private final FilterText source;
  private final NameResolver names;
  private final TimeLiterals times;
  private final RelatedResolver related;

  ExpressionResolver(
      FilterText source, NameResolver names, TimeLiterals times, RelatedResolver related) {
    this.related = related;
    this.source = source;
    this.names = names;
    this.times = times;
  }

  Expression resolve(Syntax syntax) {
    return switch (syntax) {
      case Syntax.Name name -> names.resolve(name);
      case Syntax.Numeral number -> new Expression.NumberLiteral(number.value(), number.beyond());
      case Syntax.Text text -> new Expression.TextLiteral(text.value());
      case Syntax.Truth truth -> new Expression.TruthLiteral(truth.value());
      case Syntax.Negation negation -> negate(negation);
      case Syntax.Arithmetic arithmetic -> arithmetic(arithmetic);
      case Syntax.Call call -> call(call);
      case Syntax.OfTrades trades -> related.number(trades);
      case Syntax.OfCurve curve -> related.number(curve);
      case Syntax.Null written ->
          throw source.error(written.at(), "nothing compares with null: write 'is null'");
      case Syntax.Duration duration -> throw duration(duration);
      case Syntax.Comparison _,
          Syntax.Not _,
          Syntax.Junction _,
          Syntax.In _,
          Syntax.Between _,
          Syntax.IsNull _,
          Syntax.IsNan _,
          Syntax.Like _ ->
          throw source.error(syntax.at(), "a condition stands where a value is expected");
    };
  }

  /** The expression as one of that kind: a {@link Kind#VALUE} becomes what is asked for. */
  Expression as(Kind kind, Expression expression, int at) {
    if (expression.kind() == kind) {
      return expression;
    }
    if (expression.kind() == Kind.VALUE) {
      switch (kind) {
        case NUMBER -> {
          return new Expression.AsNumber(expression);
        }
        case TEXT -> {
          return new Expression.AsText(expression);
        }
        case TRUTH -> {
          return new Expression.AsTruth(expression);
        }
        case DATE, TIMESTAMP, VALUE, MAP -> {}
      }
    }
    throw source.error(at, "expected %s, but this is %s".formatted(kind, expression.kind()));
  }

  private Expression negate(Syntax.Negation negation) {
    if (negation.operand() instanceof Syntax.Numeral number) {
      return new Expression.NumberLiteral(-number.value(), 0.0 - number.beyond());
    }
    Expression operand = number(negation.operand());
    return new Expression.Arithmetic(
        new Expression.NumberLiteral(-1), Expression.Operator.TIMES, operand);
  }

  private Expression arithmetic(Syntax.Arithmetic arithmetic) {
    Optional<TimeSpan> time = times.relative(arithmetic);
    if (time.isPresent()) {
      return new Expression.TimeLiteral(time.get().first());
    }
    return new Expression.Arithmetic(
        number(arithmetic.left()), arithmetic.operator(), number(arithmetic.right()));
  }

  private Expression number(Syntax syntax) {
    return as(Kind.NUMBER, resolve(syntax), syntax.at());
  }

  private LakeException duration(Syntax.Duration duration) {
    return source.error(
        duration.at(),
        TimeSpan.Duration.parse(duration.text()).isPresent()
            ? "a length of time goes with a time: now() - " + duration.text()
            : "'" + duration.text() + "' is no number; a name that starts so goes in back-ticks");
  }

  private Expression call(Syntax.Call call) {
    Optional<TimeSpan> time = times.relative(call);
    if (time.isPresent()) {
      return new Expression.TimeLiteral(time.get().first());
    }
    Function function =
        Function.all().stream()
            .filter(known -> known.functionName().equals(call.function()))
            .findFirst()
            .orElseThrow(() -> unknownFunction(call));
    if (!function.takes(call.arguments().size())) {
      throw source.error(call.at(), function.functionName() + " takes " + function.arity());
    }
    List<Expression> arguments = new ArrayList<>();
    for (Syntax argument : call.arguments()) {
      arguments.add(as(function.argument(), resolve(argument), argument.at()));
    }
    if (function == Function.ROUND && arguments.size() == 2) {
      checkDecimals(arguments.getLast(), call.arguments().getLast().at());
    }
    return new Expression.Call(function, arguments);
  }

  private void checkDecimals(Expression decimals, int at) {
    if (!(decimals instanceof Expression.NumberLiteral(double value, _))
        || value != Math.rint(value)
        || Math.abs(value) > 15) {
      throw source.error(at, "the decimals are a whole number from -15 to 15");
    }
  }

  private LakeException unknownFunction(Syntax.Call call) {
    if (call.function().equals("regexp")) {
      return source.error(call.at(), "regexp is a condition, no value");
    }
    List<String> known = new ArrayList<>(List.of("now", "today", "regexp"));
    Function.all().forEach(function -> known.add(function.functionName()));
    return source.error(
        call.at(),
        "no function '%s'%s"
            .formatted(
                call.function(),
                Suggestion.nearest(call.function(), known)
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse("; there are " + String.join(", ", known))));
  }
}
