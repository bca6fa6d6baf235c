package tools.peak.lake.query.filter;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.peak.lake.LakeException;

/**
 * Reads texts of the filter language. Every method throws a {@link LakeException} with {@link
 * LakeException.Code#INVALID_REQUEST} that says what is wrong and at which column.
 *
 * @param names what names may stand for
 * @param clock what {@code now()} is
 */
public record Filters(Names names, Clock clock) {
  private static final Comparator<Space> METRICS_FIRST =
      Comparator.comparing((Space space) -> space != Space.OVERFLOW)
          .thenComparing(Comparator.naturalOrder());

  /** Reads a condition, such as {@code sharpe > 2 and strategy = 'macd'}. */
  public Condition condition(String text) {
    return condition(text, BoundValues.NONE);
  }

  /** The same with values for each {@code ?} in it, such as {@code run_id = ?}. */
  public Condition condition(String text, BoundValues bound) {
    return condition("filter", text, bound);
  }

  /** The same of a condition that a message calls {@code what}. */
  public Condition condition(String what, String text, BoundValues bound) {
    FilterText source = new FilterText(what, text, bound);
    try {
      return new Resolver(source, names, clock).condition(Parser.one(source));
    } catch (LakeException e) {
      throw explained(e, text);
    }
  }

  /** Reads what to order by, such as {@code sharpe desc, run_id}. */
  public List<SortKey> order(String text) {
    try {
      return keys(text);
    } catch (LakeException e) {
      throw explained(e, text);
    }
  }

  private List<SortKey> keys(String text) {
    FilterText source = new FilterText("order", text);
    Resolver resolver = new Resolver(source, names, clock);
    List<SortKey> keys = new ArrayList<>();
    for (Parser.Key key : Parser.keys(source)) {
      Expression expression = resolver.expression(key.expression());
      switch (expression.kind()) {
        case VALUE -> {
          keys.add(new SortKey(new Expression.AsNumber(expression), key.descending()));
          keys.add(new SortKey(new Expression.BeyondDouble(expression), key.descending()));
          keys.add(new SortKey(new Expression.AsText(expression), key.descending()));
        }
        case MAP -> throw source.error(key.expression().at(), "nothing is ordered by a map");
        case NUMBER, TEXT, DATE, TIMESTAMP, TRUTH ->
            keys.add(new SortKey(expression, key.descending()));
      }
    }
    return keys;
  }

  /**
   * Reads expressions divided by commas, named as they are shown. The name of a metric or attribute
   * as a whole needs no quotes, whatever it is made of.
   */
  public List<Named> columns(String text) {
    return columns("columns", text, List.of());
  }

  /** The same, of a text that is something else than columns. */
  public List<Named> columns(String what, String text) {
    return columns(what, text, List.of());
  }

  /**
   * The same; {@code *} stands for the columns of {@code all}, every metric and what there is under
   * keys of the rows' own, {@code params.*} for every parameter.
   */
  public List<Named> columns(String text, List<String> all) {
    return columns("columns", text, all);
  }

  private List<Named> columns(String what, String text, List<String> all) {
    Expression whole = names.attributes().get(text);
    if (whole != null) {
      return List.of(new Named(text, whole));
    }
    if (names.metrics().contains(text)) {
      return List.of(metric(text));
    }
    try {
      FilterText source = new FilterText(what, text);
      Resolver resolver = new Resolver(source, names, clock);
      return Parser.list(source).stream()
          .flatMap(
              item ->
                  switch (item) {
                    case Parser.Item.One(Syntax expression, String written) ->
                        Stream.of(named(written, resolver.expression(expression)));
                    case Parser.Item.Star(String prefix, int at) -> star(source, prefix, at, all);
                  })
          .toList();
    } catch (LakeException e) {
      // Whether the whole is a metric beside the columns has to be looked up in the rows: last.
      if (names.hasMetric(text)) {
        return List.of(metric(text));
      }
      throw explained(e, text);
    }
  }

  private Stream<Named> star(FilterText source, String prefix, int at, List<String> all) {
    if (prefix.isEmpty()) {
      return Stream.concat(
          all.stream().map(this::attribute),
          names.spaces().stream().filter(Space::isFlat).sorted(METRICS_FIRST).flatMap(this::allOf));
    }
    Space space =
        names.spaces().stream()
            .filter(candidate -> candidate.prefix().equals(prefix))
            .findFirst()
            .orElseThrow(() -> source.error(at, names.rows() + " have no " + prefix + ".*"));
    return allOf(space);
  }

  /** An attribute bears its name. */
  public Named attribute(String name) {
    return new Named(name, Objects.requireNonNull(names.attributes().get(name), name));
  }

  private Stream<Named> allOf(Space space) {
    return space == Space.OVERFLOW
        ? names.allMetrics().stream().map(this::metric)
        : names.keys().all(space).stream().map(key -> named(key, new Expression.Entry(space, key)));
  }

  /** With how a name is written that the text has without the quotes it needs. */
  private LakeException explained(LakeException e, String text) {
    return e.code() != LakeException.Code.INVALID_REQUEST
        ? e
        : QuotedNames.leftOut(text, names)
            .map(name -> LakeException.invalid(e.part(), e.getMessage() + "; write " + name))
            .orElse(e);
  }

  /** An expression and the name that its column bears. */
  public record Named(String name, Expression expression) {}

  /** A metric bears its name, and {@code metrics.} before it where an attribute's is the same. */
  public Named metric(String name) {
    return named(name, new Expression.Metric(name));
  }

  private Named named(String written, Expression expression) {
    return switch (expression) {
      case Expression.Attribute(var column) -> new Named(column.name(), expression);
      case Expression.Renamed renamed -> new Named(renamed.name(), expression);
      case Expression.Metric(String name) -> new Named(metricName(name), expression);
      case Expression.Entry(Space space, String key) ->
          new Named(space.prefix() + "." + key, expression);
      case Expression.Output _,
          Expression.RunDate _,
          Expression.PeriodOf _,
          Expression.NumberLiteral _,
          Expression.TextLiteral _,
          Expression.TruthLiteral _,
          Expression.TimeLiteral _,
          Expression.AsNumber _,
          Expression.BeyondDouble _,
          Expression.AsText _,
          Expression.AsTruth _,
          Expression.EpochMillis _,
          Expression.Arithmetic _,
          Expression.OfRun _,
          Expression.Call _ ->
          new Named(written, expression);
    };
  }

  private String metricName(String name) {
    boolean plain =
        names.metrics().contains(name)
            || (names.attributes().keySet().stream().noneMatch(name::equalsIgnoreCase)
                && names.metrics().stream().noneMatch(name::equalsIgnoreCase));
    return plain ? name : "metrics." + name;
  }
}
