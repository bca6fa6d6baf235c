package tools.peak.evidence.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.parquet.column.Times;

class TimeTextTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-02T08:21:16, 2026-11-02T08:21:16Z",
    "2026-11-02 08:21:16, 2026-11-02T08:21:16Z",
    "2026-11-02t08:21:16z, 2026-11-02T08:21:16Z",
    "2026-11-02T08:21, 2026-11-02T08:21:00Z",
    "2026-11-02, 2026-11-02T00:00:00Z",
    "2026-11-02T08:21:16Z, 2026-11-02T08:21:16Z",
    "2026-11-02T08:21:16.5, 2026-11-02T08:21:16.5Z",
    "2026-11-02T08:21:16.123456Z, 2026-11-02T08:21:16.123456Z",
    "2026-11-02T08:21:16.123456789, 2026-11-02T08:21:16.123456Z",
    "2024-01-01 00:00:00.500000+00:00, 2024-01-01T00:00:00.5Z",
    "2026-11-02T08:21:16+0530, 2026-11-02T02:51:16Z",
    "2026-11-02T08:21:16+05:30, 2026-11-02T02:51:16Z",
    "2026-11-02T08:21:16-08, 2026-11-02T16:21:16Z",
    "2026-11-02T08:21+02:00, 2026-11-02T06:21:00Z",
    "1969-12-31T23:59:59.999999, 1969-12-31T23:59:59.999999Z",
    "0001-01-01T00:00:00, 0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59, 9999-12-31T23:59:59Z",
    "2024-02-29, 2024-02-29T00:00:00Z",
  })
  void every_style_is_an_instant_in_utc(String text, Instant expected) {
    assertThat(TimeText.micros(text)).isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, expected));
    assertThat(new TimeReader().read(text))
        .isInstanceOfSatisfying(
            TimeReading.At.class,
            at -> {
              assertThat(at.micros()).isEqualTo(TimeText.micros(text));
              assertThat(at.day()).isEqualTo(LocalDate.parse(text.substring(0, 10)));
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2026-13-01",
        "2026-00-01",
        "2026-02-30",
        "2023-02-29",
        "2100-02-29",
        "2026-11-2",
        "2026/11/02",
        "20261102",
        "2026-11-02T",
        "2026-11-02T08",
        "2026-11-02T24:00:00",
        "2026-11-02T08:60:00",
        "2026-11-02T08:21:60",
        "2026-11-02T08:21:1",
        "2026-11-02T08:21:16.",
        "2026-11-02T08:21:16.1234567890",
        "2026-11-02T08:21:16+5",
        "2026-11-02T08:21:16+25:00",
        "2026-11-02T08:21:16+00:0",
        "2026-11-02T08:21:16 UTC",
        "2026-11-02X08:21:16",
        "1700000000",
        "2026-11-02Z",
        "-026-11-02",
        "2026-11-02T08:21:16ZZ"
      })
  void what_is_not_plain_is_left_to_the_other_reader(String text) {
    assertThat(TimeText.micros(text)).isEqualTo(TimeText.INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NaT", "  "})
  void an_absent_time_is_missing(String text) {
    assertThat(TimeText.micros(text)).isEqualTo(Times.MISSING);
    assertThat(new TimeReader().read(text)).isEqualTo(new TimeReading.Missing());
  }
}
