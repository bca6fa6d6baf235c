package tools.peak.evidence.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-01-31T09:30:00 Z                     | 2024-01-31T09:30:00Z",
        "2024-01-31 09:30:00 UTC                   | 2024-01-31T09:30:00Z",
        "2024-01-31 09:30:00.5 UTC                 | 2024-01-31T09:30:00.5Z",
        "2024-01-31 09:30:00 GMT                   | 2024-01-31T09:30:00Z",
        "2024-01-31 09:30:00UTC                    | 2024-01-31T09:30:00Z",
        "2024-01-31 09:30:00 +0000                 | 2024-01-31T09:30:00Z",
        "2024-01-31 09:30:00 +01:00                | 2024-01-31T08:30:00Z",
        "2024-01-31 09:30:00 UTC+1                 | 2024-01-31T08:30:00Z",
        "2024-01-31T09:30:00+05:53:28              | 2024-01-31T03:36:32Z",
        "2024-01-31T09:30:00Z[UTC]                 | 2024-01-31T09:30:00Z",
        "2024-01-31T09:30:00+01:00[Europe/Berlin]  | 2024-01-31T08:30:00Z",
        "2024-01-31T09:30:00[Europe/Berlin]        | 2024-01-31T08:30:00Z",
        "2024-01-31 09:30:00 Europe/Berlin         | 2024-01-31T08:30:00Z",
        "2024-07-31 09:30:00 America/New_York      | 2024-07-31T13:30:00Z",
        "'Wed, 31 Jan 2024 09:30:00 GMT'           | 2024-01-31T09:30:00Z",
        "31 Jan 2024 09:30:00 +0100                | 2024-01-31T08:30:00Z",
        "'2024-01-31T09:30:00,25'                  | 2024-01-31T09:30:00.25Z",
        "2024-01-31T09:30:00.123456789012Z         | 2024-01-31T09:30:00.123456Z",
        "20240131                                  | 2024-01-31T00:00:00Z",
        "20240131T093000Z                          | 2024-01-31T09:30:00Z",
        "20240131T093000.5+0100                    | 2024-01-31T08:30:00.5Z",
        "20240131T0930                             | 2024-01-31T09:30:00Z",
        "20240131 09:30:00                         | 2024-01-31T09:30:00Z",
        "20240131093000                            | 2024-01-31T09:30:00Z",
        "202401310930                              | 2024-01-31T09:30:00Z",
        "2024-01-31T24:00:00                       | 2024-02-01T00:00:00Z",
        "2016-12-31T23:59:60Z                      | 2017-01-01T00:00:00Z",
        "2024/01/31                                | 2024-01-31T00:00:00Z",
        "2024/1/31 9:30                            | 2024-01-31T09:30:00Z",
        "2024-1-1                                  | 2024-01-01T00:00:00Z",
        "2024.01.31 09:30                          | 2024-01-31T09:30:00Z",
        "31/01/2024 09:30:00                       | 2024-01-31T09:30:00Z",
        "01/31/2024                                | 2024-01-31T00:00:00Z",
        "02.02.2024                                | 2024-02-02T00:00:00Z",
        "2024-01-31Z                               | 2024-01-31T00:00:00Z",
        "1706693400                                | 2024-01-31T09:30:00Z",
        "1706693400.25                             | 2024-01-31T09:30:00.25Z",
        "1706693400.0                              | 2024-01-31T09:30:00Z",
        "1.7066934E9                               | 2024-01-31T09:30:00Z",
        "1706693400000                             | 2024-01-31T09:30:00Z",
        "1706693400000000                          | 2024-01-31T09:30:00Z",
        "1706693400123456789                       | 2024-01-31T09:30:00.123456Z",
      })
  void what_tools_write_is_a_time(String text, Instant expected) {
    assertThat(micros(new TimeReader().read(text))).isEqualTo(micros(expected));
  }

  @Test
  void a_number_is_a_time_whatever_its_type() {
    long second = 1_706_693_400;
    long micros = second * 1_000_000;
    for (long unit : new long[] {1, 1_000, 1_000_000, 1_000_000_000}) {
      assertThat(micros(new TimeReader().read(second * unit))).isEqualTo(micros);
      assertThat(micros(new TimeReader().read((double) (second * unit)))).isEqualTo(micros);
    }
    assertThat(micros(new TimeReader().read(second + 0.123_457))).isEqualTo(micros + 123_457);
    assertThat(new TimeReader().read(20240131L))
        .isEqualTo(new TimeReader().read(20240131.0))
        .isEqualTo(
            new TimeReading.At(
                micros(Instant.parse("2024-01-31T00:00:00Z")),
                LocalDate.of(2024, 1, 31),
                TimeForm.DIGITS));
    assertThat(micros(new TimeReader().read(20240131093000L))).isEqualTo(micros);
  }

  @Test
  void the_first_and_last_numbers_of_each_unit_are_those_of_1990_and_2100() {
    long first = micros(Instant.parse("1990-01-01T00:00:00Z")) / 1_000_000;
    long last = micros(Instant.parse("2100-01-01T00:00:00Z")) / 1_000_000;
    for (long unit : new long[] {1, 1_000, 1_000_000, 1_000_000_000}) {
      assertThat(micros(new TimeReader().read(first * unit))).isEqualTo(first * 1_000_000);
      assertThat(micros(new TimeReader().read(last * unit))).isEqualTo(last * 1_000_000);
      assertThat(new TimeReader().read(first * unit - 1)).isInstanceOf(TimeReading.NoTime.class);
      assertThat(new TimeReader().read(last * unit + 1)).isInstanceOf(TimeReading.NoTime.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "NaT",
        "None",
        "nan",
        "NaN",
        "<NA>",
        "null",
        "-9223372036854775808",
        "-9223372036854776",
        "-9223372036855",
        "-9223372037",
        "-9.223372036854775808E18"
      })
  void none_was_written(String text) {
    assertThat(new TimeReader().read(text)).isEqualTo(new TimeReading.Missing());
  }

  @Test
  void none_was_written_as_a_number() {
    assertThat(new TimeReader().read(Long.MIN_VALUE)).isEqualTo(new TimeReading.Missing());
    assertThat(new TimeReader().read((double) Long.MIN_VALUE)).isEqualTo(new TimeReading.Missing());
    assertThat(new TimeReader().read(Double.NaN)).isEqualTo(new TimeReading.Missing());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "soon                    | UNREADABLE | is no time",
        "2024-01                 | UNREADABLE | is a month, not a day",
        "2024-02-30              | UNREADABLE | is no day of the calendar",
        "20240230T000000         | UNREADABLE | is no day of the calendar",
        "2024-01-31T25:00        | UNREADABLE | is no time of a day",
        "2024-01-31T24:00:01     | UNREADABLE | is no time of a day",
        "2024-01-31T09:30:00.    | UNREADABLE | has no offset or zone known behind it (.)",
        "2024-01-31 09:30:00 PST | UNREADABLE | has no offset or zone known behind it (PST)",
        "2024-01-31T09:30:00+25  | UNREADABLE | has no offset or zone known behind it (+25)",
        "2024-01-31T09:30:00ZZ   | UNREADABLE | has no offset or zone known behind it (ZZ)",
        "inf                     | UNREADABLE | is no time",
        "01/02/2024              | AMBIGUOUS  | could be 2024-02-01 or 2024-01-02",
        "1.2.2024 10:00          | AMBIGUOUS  | could be 2024-02-01 or 2024-01-02",
        "0                       | ORDINAL    | looks like the number of a row",
        "2024                    | ORDINAL    | looks like a year or the number of a row",
        "45658                   | ORDINAL    | looks like a day of a spreadsheet (2025-01-01)",
        "-5                      | ORDINAL    | looks like a time before 1970",
        "5000000000              | ORDINAL    | looks like seconds since 1970, but of the year 2128",
        "5000000000000000000     | ORDINAL    | looks like nanoseconds since 1970, but of the year 2128",
        "1706693400000000000000  | ORDINAL    | looks like nanoseconds since 1970, but of no year that anybody has data of",
        "1e300                   | ORDINAL    | looks like nanoseconds since 1970, but of no year that anybody has data of",
      })
  void what_is_no_time_is_said(String text, TimeReading.Kind kind, String why) {
    assertThat(new TimeReader().read(text))
        .isInstanceOfSatisfying(
            TimeReading.NoTime.class,
            noTime -> {
              assertThat(noTime.kind()).isEqualTo(kind);
              assertThat(noTime.why()).startsWith(why);
            });
  }

  @Test
  void a_day_is_the_one_that_is_written_whatever_the_zone() {
    assertThat(new TimeReader().read("2024-01-31T00:30:00+05:00"))
        .isInstanceOfSatisfying(
            TimeReading.At.class, at -> assertThat(at.day()).isEqualTo(LocalDate.of(2024, 1, 31)));
  }

  @Test
  void a_local_hour_that_comes_twice_keeps_its_order() {
    TimeReader reader = new TimeReader();
    List<Instant> times = new ArrayList<>();
    for (String local : List.of("00:30", "01:00", "01:30", "01:00", "01:30", "02:00")) {
      times.add(
          Instant.EPOCH.plus(
              micros(reader.read("2024-11-03 " + local + ":00 America/New_York")),
              ChronoUnit.MICROS));
    }
    assertThat(times)
        .containsExactly(
            Instant.parse("2024-11-03T04:30:00Z"),
            Instant.parse("2024-11-03T05:00:00Z"),
            Instant.parse("2024-11-03T05:30:00Z"),
            Instant.parse("2024-11-03T06:00:00Z"),
            Instant.parse("2024-11-03T06:30:00Z"),
            Instant.parse("2024-11-03T07:00:00Z"));
  }

  private static long micros(TimeReading reading) {
    assertThat(reading).isInstanceOf(TimeReading.At.class);
    return ((TimeReading.At) reading).micros();
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
