package tools.peak.evidence.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.peak.evidence.Run;

/** Zones and fractions behind a time. */
class UtcBehindTimesTest {
  private static final String KIND = "13_utc_behind_the_time/";

  @ParameterizedTest
  @CsvSource({
    "equity_blank_offset, 2024-01-01T00:00:00Z, 2024-01-01T23:00:00Z",
    "equity_blank_z, 2024-01-01T00:00:00Z, 2024-01-02T00:00:00Z",
    "equity_fraction_utc, 2024-01-01T00:00:00.123456Z, 2024-01-02T00:00:00.500Z",
    "equity_utc, 2024-01-01T00:00:00Z, 2024-01-02T00:00:00Z",
  })
  void points_are_read_with_what_stands_behind_them(String name, String first, String second)
      throws IOException {
    assertThat(CaseTimes.of(Cases.run(KIND + name).equity().timestamps()))
        .containsExactly(first, second);
    assertThat(Cases.codes(KIND + name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "meta_timestamp_12_digits, 2024-04-01T00:00:00.123456Z",
    "meta_timestamp_comma_fraction, 2024-04-01T00:00:00.123Z",
    "meta_timestamp_compact, 2024-04-01T00:00:00Z",
    "meta_timestamp_epoch_fraction, 2024-04-01T00:00:00.250Z",
    "meta_timestamp_utc, 2024-04-01T00:00:00Z",
    "meta_timestamp_zone_name, 2024-04-01T00:00:00Z",
  })
  void so_is_the_time_of_a_run(String name, Instant time) throws IOException {
    assertThat(Cases.run(KIND + name).meta().timestamp()).isEqualTo(time);
  }

  @Test
  void so_are_trades_as_text() throws IOException {
    Run run = Cases.run(KIND + "trades_text_utc");
    assertThat(CaseTimes.of(run.trades().entryTime()))
        .containsExactly("2024-01-01T00:00:00Z", "2024-01-05T00:00:00Z");
    assertThat(CaseTimes.of(run.trades().exitTime()))
        .containsExactly("2024-01-04T00:00:00Z", "2024-01-05T06:00:00Z");
  }
}
