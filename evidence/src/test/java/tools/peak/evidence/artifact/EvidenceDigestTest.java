package tools.peak.evidence.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.peak.evidence.Artifact;

class EvidenceDigestTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);

  @Test
  void is_the_hash_of_the_sorted_lines_of_name_and_hash() {
    // printf '\xef\xbf\xbd\0bb…\n\xf0\x9f\x9a\x80\0aa…\n' | sha256sum: sorted as UTF-8 bytes,
    // which is another order than that of Java's strings
    assertThat(EvidenceDigest.of(List.of(file("🚀", A), file("\uFFFD", B))))
        .isEqualTo("1fe3d7f2853d5b0081e66552628b16d715b6db21e2095b948fb5fe54580a47ef");
  }

  @Test
  void hangs_on_no_order_and_not_on_telemetry() {
    String digest = EvidenceDigest.of(List.of(file("a", A), file("b", B)));

    assertThat(EvidenceDigest.of(List.of(file("b", B), file("telemetry.jsonl", A), file("a", A))))
        .isEqualTo(digest);
    assertThat(EvidenceDigest.of(List.of(file("a", B), file("b", A)))).isNotEqualTo(digest);
  }

  @Test
  void a_file_that_was_not_read_has_a_dash() {
    // printf 'a\0aa…\nb\0-\n' | sha256sum
    assertThat(EvidenceDigest.of(List.of(file("a", A), file("b", null))))
        .isEqualTo("7635405f2c3e0e8d9386c0aa504a3a76b15ef363c0c23ac1f112d4963b600efb");
  }

  private static Artifact file(String name, @Nullable String sha256) {
    return new Artifact(name, 1, sha256, null);
  }
}
