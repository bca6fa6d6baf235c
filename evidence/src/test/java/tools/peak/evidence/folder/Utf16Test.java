package tools.peak.evidence.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Text that is no UTF-8. */
class Utf16Test {
  private static final String KIND = "14_utf_16/";

  @Test
  void a_curve_is_read_by_its_mark() throws IOException {
    assertThat(CaseTimes.of(Cases.run(KIND + "equity").equity()))
        .containsExactly("2024-01-01T00:00:00Z 10000.0", "2024-01-02T00:00:00Z 10100.0");
  }

  @Test
  void a_curve_without_a_mark_is_named() throws IOException {
    assertThat(Cases.told(KIND + "equity_no_mark"))
        .isEqualTo(
            "refused: equity.csv line 1: looks like UTF-16 without a byte order mark: write UTF-8");
  }
}
