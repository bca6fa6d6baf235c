package tools.peak.cli.chart;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round times for an axis, UTC. */
final class TimeTicks {
  private static final long MINUTE = 60_000_000L;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long[] STEPS = {
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY
  };
  private static final int[] MONTHS = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600};

  private TimeTicks() {}

  /** A place on the axis, in microseconds since 1970, and what stands there. */
  record Tick(long micros, String label) {}

  /** About so many ticks from the first to the last microsecond. */
  static List<Tick> of(long first, long last, int about) {
    double rough = ((double) last - first) / about;
    for (long step : STEPS) {
      if (rough <= step) {
        return even(first, last, step);
      }
    }
    for (int months : MONTHS) {
      if (rough <= months * 30.5 * DAY) {
        return monthly(first, last, months);
      }
    }
    int years = (int) (rough / (365.25 * DAY)) + 1;
    return monthly(first, last, 12 * years);
  }

  private static List<Tick> even(long first, long last, long step) {
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern(step < DAY ? "MM-dd HH:mm" : "uuuu-MM-dd", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    List<Tick> ticks = new ArrayList<>();
    for (long at = Math.ceilDiv(first, step) * step; at <= last; at += step) {
      ticks.add(new Tick(at, format.format(time(at))));
    }
    return ticks;
  }

  private static List<Tick> monthly(long first, long last, int months) {
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern(months < 12 ? "uuuu-MM" : "uuuu", Locale.ROOT);
    ZonedDateTime begin = time(first).atZone(ZoneOffset.UTC);
    long month = begin.getYear() * 12L + begin.getMonthValue() - 1;
    List<Tick> ticks = new ArrayList<>();
    for (long at = Math.floorDiv(month, months) * months; ; at += months) {
      LocalDate day = LocalDate.of((int) Math.floorDiv(at, 12), Math.floorMod(at, 12) + 1, 1);
      long micros = ChronoUnit.MICROS.between(Instant.EPOCH, day.atStartOfDay(ZoneOffset.UTC));
      if (micros > last) {
        return ticks;
      }
      if (micros >= first) {
        ticks.add(new Tick(micros, format.format(day)));
      }
    }
  }

  private static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
