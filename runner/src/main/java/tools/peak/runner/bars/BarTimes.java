package tools.peak.runner.bars;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.text.Quoted;
import tools.peak.evidence.text.TimeForm;
import tools.peak.evidence.text.TimeReader;
import tools.peak.evidence.text.TimeReading;
import tools.peak.parquet.column.Times;

/** The times of a file of bars: what is none is an error, not a bar without a time. */
final class BarTimes {
  private final BarsBuilder bars;
  private final TimeReader reader = new TimeReader();
  private final Set<TimeForm> numbers = EnumSet.noneOf(TimeForm.class);

  BarTimes(BarsBuilder bars) {
    this.bars = bars;
  }

  long read(long place, String text) {
    return taken(place, reader.read(text), text);
  }

  long read(long place, long number) {
    return taken(place, reader.read(number), number);
  }

  long read(long place, double number) {
    return taken(place, reader.read(number), Quoted.number(number));
  }

  /** A time that the file itself says to be one. */
  long instant(long place, long micros) {
    if (micros == Times.MISSING) {
      throw missing(place);
    }
    return micros;
  }

  BarsException missing(long place) {
    return bars.broken(place, "has no timestamp");
  }

  private long taken(long place, TimeReading reading, Object source) {
    return switch (reading) {
      case TimeReading.At(long micros, _, TimeForm form) -> {
        if (form == TimeForm.LOCAL) {
          bars.withoutZone();
        } else if (form.isNumber()) {
          numbers.add(form);
        }
        yield micros;
      }
      case TimeReading.Missing() -> throw missing(place);
      case TimeReading.NoTime(_, String why) ->
          throw bars.broken(place, "timestamp: " + Quoted.text(String.valueOf(source)) + " " + why);
    };
  }

  /** What numbers were taken for, or null where there were none. */
  @Nullable String remark() {
    return numbers.isEmpty()
        ? null
        : "its timestamps are numbers, taken as "
            + numbers.stream().map(TimeForm::words).collect(Collectors.joining(" and "));
  }
}
