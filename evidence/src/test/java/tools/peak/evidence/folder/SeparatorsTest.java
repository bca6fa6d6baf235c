package tools.peak.evidence.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What divides cells, lines and decimals. */
class SeparatorsTest {
  private static final String KIND = "11_separators/";

  @ParameterizedTest
  @ValueSource(strings = {"blanks_on_last_line", "last_line_is_a_comma", "sep_line_comma"})
  void what_is_settled_is_read(String name) throws IOException {
    assertThat(CaseTimes.of(Cases.run(KIND + name).equity()))
        .containsExactly("2024-01-01T00:00:00Z 10000.0", "2024-01-02T00:00:00Z 10100.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "carriage_returns",
        "decimal_comma",
        "digits_behind_quote",
        "semicolon_decimal_comma",
        "sep_line_semicolon_decimal_comma",
        "thousands"
      })
  void what_could_be_another_number_is_refused(String name) throws IOException {
    assertThat(Cases.read(KIND + name)).isInstanceOf(Reading.Refused.class);
  }
}
