package tools.peak.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/lake/runs/a.parquet",
        "file:/lake/runs/a.parquet",
        "file:///lake/runs/a.parquet",
        "file://localhost/lake/runs/a.parquet",
        "FILE:/lake/runs/a.parquet",
        "//lake/runs//a.parquet",
        "file:////lake/runs/a.parquet",
        "/lake/./runs/a.parquet",
        "/lake/runs/a.parquet/",
        "/lake/runs/a.parquet/."
      })
  void however_a_place_is_written_it_is_one(String text) {
    assertThat(Location.of(text)).isEqualTo(Location.of(Path.of("/lake/runs/a.parquet")));
    assertThat(Location.of(text)).hasToString("/lake/runs/a.parquet");
    assertThat(Location.of(text)).hasSameHashCodeAs(Location.of("/lake/runs/a.parquet"));
  }

  @Test
  void what_follows_the_scheme_is_taken_as_it_stands() {
    assertThat(Location.of("file:/a b/c%20d?e[f]*.parquet"))
        .isEqualTo(Location.of(Path.of("/a b/c%20d?e[f]*.parquet")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s3://bucket/a", "hdfs://host:9000/a", "file://elsewhere/a", "a/b", "", "file:a"})
  void what_is_not_on_this_machine_is_refused_by_name(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Location.of(text))
        .withMessageStartingWith(text);
  }

  @Test
  void places_lie_in_one_another() {
    Location folder = Location.of("/lake/runs");

    assertThat(folder.resolve("data/a.parquet")).hasToString("/lake/runs/data/a.parquet");
    assertThat(folder.resolve("a").parent()).isEqualTo(folder);
    assertThat(folder.name()).isEqualTo("runs");
    assertThat(folder.resolve("data/a").isBelow(folder)).isTrue();
    assertThat(Location.of("/lake/runs2/a").isBelow(folder)).isFalse();
    assertThat(folder.isBelow(folder)).isFalse();
    assertThat(folder.isBelow(Location.of("/"))).isTrue();
    assertThat(Location.of("/a").parent()).isEqualTo(Location.of("/"));
    assertThat(Location.of("/").parent()).isEqualTo(Location.of("/"));
  }
}
