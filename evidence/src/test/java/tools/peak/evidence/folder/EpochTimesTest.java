package tools.peak.evidence.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Curves whose times are numbers. */
class EpochTimesTest {
  private static final String KIND = "12_epoch_times/";

  @ParameterizedTest
  @ValueSource(strings = {"equity_digits_of_a_date", "equity_millis_then_micros", "equity_seconds"})
  void numbers_are_times_by_their_size_and_said(String name) throws IOException {
    assertThat(CaseTimes.of(Cases.run(KIND + name).equity()))
        .containsExactly("2024-12-31T00:00:00Z 10000.0", "2025-01-01T00:00:00Z 10100.0");
    assertThat(Cases.codes(KIND + name)).containsExactly("epoch_time");
  }

  @Test
  void days_of_a_spreadsheet_are_not_guessed() throws IOException {
    assertThat(CaseTimes.of(Cases.run(KIND + "equity_spreadsheet_days").equity()))
        .containsExactly("missing 10000.0", "missing 10100.0");
    assertThat(Cases.codes(KIND + "equity_spreadsheet_days")).containsExactly("ordinal_times");
  }
}
