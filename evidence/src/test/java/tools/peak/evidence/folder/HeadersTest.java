package tools.peak.evidence.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.evidence.Run;

/** Columns by another case or name. */
class HeadersTest {
  private static final String KIND = "09_headers/";

  @ParameterizedTest
  @ValueSource(strings = {"comment_line_first", "date", "title_case", "unnamed_0"})
  void a_header_that_is_clear_is_read(String name) throws IOException {
    assertThat(CaseTimes.of(Cases.run(KIND + name).equity()))
        .containsExactly("2024-01-01T00:00:00Z 10000.0", "2024-01-02T00:00:00Z 10100.0");
    assertThat(Cases.codes(KIND + name)).isEmpty();
  }

  @Test
  void an_index_without_a_name_is_the_time() throws IOException {
    assertThat(CaseTimes.of(Cases.run(KIND + "unnamed_index_two_columns").equity()))
        .containsExactly("2024-01-02T00:00:00Z 10000.0", "2024-01-03T00:00:00Z 10010.0");
  }

  @Test
  void columns_of_trades_are_found_in_any_case() throws IOException {
    Run run = Cases.run(KIND + "trades_title_case");
    assertThat(CaseTimes.of(run.trades().exitTime()))
        .containsExactly("2024-01-04T00:00:00Z", "2024-01-05T06:00:00Z");
    assertThat(run.trades().pnl().get(0)).isEqualTo(5);
    assertThat(run.trades().pnl().get(1)).isEqualTo(-4);
  }
}
