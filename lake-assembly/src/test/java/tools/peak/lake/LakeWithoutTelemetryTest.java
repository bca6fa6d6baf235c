package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.GlobalOpenTelemetry;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;

final class LakeWithoutTelemetryTest {
  @TempDir Path temp;

  @Test
  void a_lake_does_not_fix_its_process_to_have_none_for_ever() {
    assertThat(GlobalOpenTelemetry.isSet()).isFalse();
    Chain.of("a").writeTo(temp.resolve("results/a"));

    try (Lake lake = Lake.openOrCreate(temp.resolve("lake"))) {
      Probe.ingest(lake, temp.resolve("results"));
      assertThat(lake.runs().fetch().rows()).hasSize(1);
    }

    assertThat(GlobalOpenTelemetry.isSet()).isFalse();
  }
}
