package tools.peak.lake.query.filter;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;

/** Turns what was written about the trades and the curve of a run into what is meant. */
final class RelatedResolver {
  private final FilterText source;
  private final Names names;
  private final Clock clock;

  RelatedResolver(FilterText source, Names names, Clock clock) {
    this.source = source;
    this.names = names;
    this.clock = clock;
  }

  Condition condition(Quantifier quantifier, Syntax.OfTrades trades) {
    return new Condition.OfTrades(
        quantifier, where(trades.where(), related(trades.at(), trades.word().phrase())));
  }

  Expression number(Syntax.OfTrades trades) {
    RelatedRows related = related(trades.at(), trades.word().phrase());
    Condition where = where(trades.where(), related);
    return switch (trades.word()) {
      case ANY, ALL ->
          throw source.error(trades.at(), "a condition stands where a value is expected");
      case COUNT -> new Expression.TradeCount(where);
      case SUM -> new Expression.TradeSum(summand(trades.number(), related), where);
    };
  }

  private Condition where(@Nullable Syntax where, RelatedRows related) {
    return where == null
        ? Condition.ALWAYS
        : new Resolver(source, related.trades(), clock).condition(where);
  }

  private Expression summand(@Nullable Syntax number, RelatedRows related) {
    if (number == null) {
      throw new IllegalArgumentException("a sum of nothing");
    }
    Expression summand = new Resolver(source, related.trades(), clock).expression(number);
    return switch (summand.kind()) {
      case NUMBER -> summand;
      case VALUE -> new Expression.AsNumber(summand);
      case TEXT, DATE, TIMESTAMP, TRUTH, MAP ->
          throw source.error(number.at(), "numbers are summed, but this is " + summand.kind());
    };
  }

  Expression number(Syntax.OfCurve curve) {
    RelatedRows related = related(curve.at(), curve.word().phrase());
    Syntax first = curve.arguments().getFirst();
    Syntax last = curve.arguments().getLast();
    return new Expression.OfCurve(
        switch (curve.word()) {
          case MAX_DRAWDOWN -> new CurveMeasure.MaxDrawdown(begin(first), end(first, last));
          case RETURN -> new CurveMeasure.Return(begin(first), end(first, last));
          case EQUITY -> new CurveMeasure.EquityAt(end(first));
          case CORRELATION -> new CurveMeasure.Correlation(run(first, related));
        });
  }

  private Instant begin(Syntax written) {
    return time(written).first();
  }

  private Instant end(Syntax from, Syntax to) {
    Instant end = end(to);
    if (end.isBefore(begin(from))) {
      throw source.error(to.at(), "the window ends before it begins");
    }
    return end;
  }

  /** The last instant of a time; those of a lake are whole microseconds. */
  private Instant end(Syntax written) {
    TimeSpan span = time(written);
    return span.end() == null ? span.first() : span.end().minus(1, ChronoUnit.MICROS);
  }

  private TimeSpan time(Syntax written) {
    return new TimeLiterals(source, clock)
        .constant(written)
        .orElseThrow(() -> source.error(written.at(), "a time stands here: " + TimeSpan.FORMS));
  }

  private String run(Syntax written, RelatedRows related) {
    String run =
        switch (written) {
          case Syntax.Text text -> text.value();
          case Syntax.Name name when name.quoted() -> name.dotted();
          default -> throw source.error(written.at(), "expected a run_id in single quotes");
        };
    try {
      return related.runs().of(run);
    } catch (LakeException e) {
      throw e.code() == LakeException.Code.INVALID_REQUEST
          ? source.error(written.at(), String.valueOf(e.getMessage()))
          : e;
    }
  }

  private RelatedRows related(int at, String phrase) {
    return names
        .related()
        .orElseThrow(
            () -> source.error(at, "'" + phrase + "' is said of runs, not of " + names.rows()));
  }
}
