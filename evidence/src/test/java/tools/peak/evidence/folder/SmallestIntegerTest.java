package tools.peak.evidence.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.evidence.Run;

/** The smallest integer that stands for no time. */
class SmallestIntegerTest {
  private static final String KIND = "02_smallest_integer_for_missing/";

  @ParameterizedTest
  @ValueSource(strings = {"exit_time_micros", "exit_time_nanos"})
  void a_time_that_is_the_smallest_integer_is_missing(String name) throws IOException {
    assertThat(CaseTimes.of(Cases.run(KIND + name).trades().exitTime()))
        .containsExactly("2024-01-04T00:00:00Z", "missing");
  }

  @Test
  void in_another_column_too() throws IOException {
    Run run = Cases.run(KIND + "other_column_millis");
    assertThat(CaseTimes.of(run.trades().exitTime()))
        .containsExactly("2024-01-04T00:00:00Z", "2024-01-05T06:00:00Z");
    assertThat(run.trades().others())
        .singleElement()
        .satisfies(
            other -> {
              assertThat(other.name()).isEqualTo("signal_time");
              assertThat(other.text(0)).isEqualTo("2024-01-01T00:00:00Z");
            });
  }
}
