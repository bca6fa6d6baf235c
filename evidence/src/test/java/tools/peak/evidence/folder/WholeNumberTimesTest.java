package tools.peak.evidence.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.evidence.Run;

/** Trades whose times are numbers since 1970. */
class WholeNumberTimesTest {
  private static final String KIND = "05_whole_number_times/";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit_time_alone_millis",
        "micros",
        "millis",
        "millis_as_text",
        "seconds_as_doubles"
      })
  void round_trips_are_of_the_same_times_whatever_the_unit_and_type(String name)
      throws IOException {
    Run run = Cases.run(KIND + name);
    assertThat(CaseTimes.of(run.trades().entryTime()))
        .containsExactly("2024-01-01T00:00:00Z", "2024-01-05T00:00:00Z");
    assertThat(CaseTimes.of(run.trades().exitTime()))
        .containsExactly("2024-01-04T00:00:00Z", "2024-01-05T06:00:00Z");
    assertThat(run.trades().others()).isEmpty();
    assertThat(Cases.codes(KIND + name)).isNotEmpty().containsOnly("epoch_time");
  }

  @Test
  void fills_too() throws IOException {
    assertThat(CaseTimes.of(Cases.run(KIND + "fills_millis").trades().timestamp()))
        .containsExactly("2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z");
  }
}
