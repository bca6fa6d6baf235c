package tools.peak.evidence.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first day of the data. */
class DatesTest {
  private static final String KIND = "17_dates/";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compact_text",
        "epoch_seconds",
        "iso",
        "no_leading_zeros",
        "slashes",
        "utc_behind"
      })
  void a_day_is_read_however_it_is_written(String name) throws IOException {
    assertThat(Cases.run(KIND + name).meta().startDate()).isEqualTo(LocalDate.of(2024, 1, 1));
  }

  @ParameterizedTest
  @CsvSource({"ambiguous, ambiguous_date", "no_date, unreadable_time", "object, unreadable_time"})
  void what_is_no_one_day_is_no_date_and_said(String name, String code) throws IOException {
    assertThat(Cases.run(KIND + name).meta().startDate()).isNull();
    assertThat(Cases.codes(KIND + name)).containsExactly(code);
  }
}
