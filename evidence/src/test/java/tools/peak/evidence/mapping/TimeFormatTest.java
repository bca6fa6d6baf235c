package tools.peak.evidence.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Python's strptime is the oracle: the expected times were written by it. */
final class TimeFormatTest {
  private static @Nullable Instant at(TimeFormat format, String text) {
    Long micros = format.micros(text);
    return micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%d.%m.%Y %H:%M|31.01.2024 09:30|2024-01-31T09:30:00Z",
        "%d.%m.%Y %H:%M|1.2.2024 9:05|2024-02-01T09:05:00Z",
        "%Y%m%d|20240131|2024-01-31T00:00:00Z",
        "%Y%m%d_%H%M%S|20240131_093001|2024-01-31T09:30:01Z",
        "%m/%d/%y|01/31/24|2024-01-31T00:00:00Z",
        "%m/%d/%y|01/31/69|1969-01-31T00:00:00Z",
        "%d %b %Y|3 Mar 2024|2024-03-03T00:00:00Z",
        "%d-%B-%Y|03-march-2024|2024-03-03T00:00:00Z",
        "%I:%M %p %Y-%m-%d|01:05 PM 2024-01-31|2024-01-31T13:05:00Z",
        "%Y-%m-%dT%H:%M:%S.%f|2024-01-31T09:30:00.5|2024-01-31T09:30:00.500Z",
        "%Y-%m-%d %H:%M:%S%z|2024-01-31 09:30:00+0200|2024-01-31T07:30:00Z",
        "%Y-%m-%d %H:%M:%S %z|2024-01-31 09:30:00 +02:00|2024-01-31T07:30:00Z",
        "%Y-%j|2024-060|2024-02-29T00:00:00Z",
        "%F %T|2024-01-31 09:30:00|2024-01-31T09:30:00Z",
        "s|1706693400|2024-01-31T09:30:00Z",
        "ms|1706693400500|2024-01-31T09:30:00.500Z",
        "us|1706693400500001|2024-01-31T09:30:00.500001Z",
        "ns|1706693400500001999|2024-01-31T09:30:00.500001Z",
        "excel|45322.395833333336|2024-01-31T09:30:00Z",
      })
  void times_are_read_as_they_are_written(String format, String text, String time) {
    assertThat(at(TimeFormat.of(format, ZoneOffset.UTC), text)).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%d.%m.%Y|31.02.x",
        "%d.%m.%Y|2024-01-31",
        "%H:%M|09:30",
        "ms|soon",
        "ms|1e999",
      })
  void what_is_of_another_form_is_no_time(String format, String text) {
    assertThat(at(TimeFormat.of(format, ZoneOffset.UTC), text)).isNull();
  }

  @Test
  void a_zone_is_that_of_times_that_have_none() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    assertThat(at(TimeFormat.of("%d.%m.%Y %H:%M", berlin), "31.07.2024 09:30"))
        .isEqualTo("2024-07-31T07:30:00Z");
    assertThat(at(TimeFormat.of(null, berlin), "2024-07-31 09:30"))
        .isEqualTo("2024-07-31T07:30:00Z");
    assertThat(at(TimeFormat.of(null, berlin), "2024-07-31T09:30:00Z"))
        .isEqualTo("2024-07-31T09:30:00Z");
    assertThat(at(TimeFormat.of(null, berlin), "1706693400")).isEqualTo("2024-01-31T09:30:00Z");
  }
}
