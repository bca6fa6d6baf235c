package tools.peak.lake.query.filter;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** TimeLiterals that a filter states: dates, periods, {@code now()}, and steps from them. */
final class TimeLiterals {
  private final FilterText source;
  private final Clock clock;

  TimeLiterals(FilterText source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /**
   * The time that was stated where a time is due; empty when it is something else, such as a
   * column.
   */
  Optional<TimeSpan> constant(Syntax syntax) {
    return switch (syntax) {
      case Syntax.Text text -> Optional.of(written(text.value(), text.at()));
      case Syntax.Name name when name.quoted() -> TimeSpan.parse(name.dotted());
      case Syntax.Call _, Syntax.Arithmetic _ -> relative(syntax);
      case Syntax.Numeral number ->
          throw source.error(number.at(), "a time is written in quotes: " + TimeSpan.FORMS);
      default -> Optional.empty();
    };
  }

  /** {@code now()}, {@code today()}, and what is reached from a stated time by steps. */
  Optional<TimeSpan> relative(Syntax syntax) {
    if (syntax instanceof Syntax.Call call) {
      return call(call);
    }
    if (!(syntax instanceof Syntax.Arithmetic step)
        || !(step.right() instanceof Syntax.Duration length)) {
      return Optional.empty();
    }
    Optional<TimeSpan> from =
        step.left() instanceof Syntax.Text text
            ? Optional.of(written(text.value(), text.at()))
            : relative(step.left());
    return from.map(span -> step(span, step, length));
  }

  private Optional<TimeSpan> call(Syntax.Call call) {
    if (!call.arguments().isEmpty()) {
      return Optional.empty();
    }
    return switch (call.function()) {
      case "now" -> Optional.of(TimeSpan.at(clock.instant()));
      case "today" -> {
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        yield Optional.of(TimeSpan.days(today, today.plusDays(1)));
      }
      default -> Optional.empty();
    };
  }

  private TimeSpan step(TimeSpan from, Syntax.Arithmetic step, Syntax.Duration length) {
    TimeSpan.Duration duration =
        TimeSpan.Duration.parse(length.text())
            .orElseThrow(
                () ->
                    source.error(
                        length.at(),
                        "'%s' is no number and no length of time (units: %s)"
                            .formatted(length.text(), TimeSpan.Duration.UNITS)));
    int sign =
        switch (step.operator()) {
          case PLUS -> 1;
          case MINUS -> -1;
          case TIMES, DIVIDED_BY, MODULO ->
              throw source.error(step.at(), "a length of time is added or subtracted");
        };
    try {
      return from.plus(duration, sign);
    } catch (DateTimeException | ArithmeticException e) {
      throw source.error(length.at(), "that is too far away");
    }
  }

  private TimeSpan written(String text, int at) {
    return TimeSpan.parse(text)
        .orElseThrow(() -> source.error(at, "'%s' is no date: %s".formatted(text, TimeSpan.FORMS)));
  }
}
