package tools.peak.evidence.artifact;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.Notices;
import tools.peak.evidence.text.Quoted;
import tools.peak.evidence.text.TimeForm;
import tools.peak.evidence.text.TimeReader;
import tools.peak.evidence.text.TimeReading;
import tools.peak.parquet.column.Times;

/**
 * The times of one column in the file's order, and a word on those that were numbers or none: of
 * each kind the first, and how many.
 */
final class TimeColumn {
  private final String name;
  private final String placeName;
  private final TimeReader reader = new TimeReader();
  private final Map<TimeForm, Count> numbers = new EnumMap<>(TimeForm.class);
  private final Map<TimeReading.Kind, Count> lost = new EnumMap<>(TimeReading.Kind.class);

  /**
   * A column without rows.
   *
   * @param placeName what a row's number counts: {@code line} or {@code row}
   */
  TimeColumn(String name, String placeName) {
    this.name = name;
    this.placeName = placeName;
  }

  /** How many there are of a kind, and which came first. */
  private static final class Count {
    private final long place;
    private final String example;
    private long times = 1;

    Count(long place, String example) {
      this.place = place;
      this.example = example;
    }
  }

  /** Microseconds since the epoch, or {@link Times#MISSING}. */
  long read(long place, @Nullable String text) {
    return text == null ? Times.MISSING : taken(reader.read(text), place, text);
  }

  long read(long place, long number) {
    return taken(reader.read(number), place, number);
  }

  long read(long place, double number) {
    return taken(reader.read(number), place, Quoted.number(number));
  }

  private long taken(TimeReading reading, long place, Object source) {
    return switch (reading) {
      case TimeReading.Missing() -> Times.MISSING;
      case TimeReading.At(long micros, _, TimeForm form) -> {
        if (form.isNumber()) {
          count(numbers, form, place, source + " is " + TimeNotices.shown(micros));
        }
        yield micros;
      }
      case TimeReading.NoTime(TimeReading.Kind kind, String why) -> {
        count(lost, kind, place, Quoted.text(String.valueOf(source)) + " " + why);
        yield Times.MISSING;
      }
    };
  }

  private static <K extends Enum<K>> void count(
      Map<K, Count> counts, K kind, long place, String example) {
    Count count = counts.get(kind);
    if (count == null) {
      counts.put(kind, new Count(place, example));
    } else {
      count.times++;
    }
  }

  /** Whether all was read that was not missing. */
  boolean isWhole() {
    return lost.isEmpty();
  }

  /**
   * Says what was not plain.
   *
   * @param times what became of the column
   */
  void tell(String file, Times times, Notices notices) {
    if (!numbers.isEmpty()) {
      List<String> units = new ArrayList<>();
      numbers.forEach((form, count) -> units.add(told(count, "taken as " + form.words())));
      notices.add(file, NoticeCode.EPOCH_TIME, name + ": " + String.join("; ", units));
    }
    boolean isOrdinal = lost.size() == 1 && !anyTime(times);
    lost.forEach(
        (kind, count) ->
            notices.add(
                file,
                kind == TimeReading.Kind.ORDINAL && isOrdinal
                    ? NoticeCode.ORDINAL_TIMES
                    : TimeNotices.code(kind),
                name + ": " + told(count, "without a time")));
  }

  private static boolean anyTime(Times times) {
    for (int row = 0; row < times.size(); row++) {
      if (times.get(row) != Times.MISSING) {
        return true;
      }
    }
    return false;
  }

  private String told(Count count, String what) {
    return String.format(
        Locale.ROOT,
        "%,d %s%s %s, the first in %s %,d: %s",
        count.times,
        placeName,
        count.times == 1 ? "" : "s",
        what,
        placeName,
        count.place,
        count.example);
  }
}
