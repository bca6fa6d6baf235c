package tools.peak.evidence.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same examples as Python's tests have. */
class ConfigDigestTest {
  private static final Path EXAMPLES = Path.of("../schemas/config-sha256.json");

  @Test
  void the_digest_of_a_configuration_is_that_of_other_languages() throws IOException {
    ObjectMapper json = new ObjectMapper();
    int count = 0;
    for (JsonNode example : json.readTree(EXAMPLES.toFile())) {
      Map<?, ?> params = json.convertValue(example.get("params"), Map.class);
      Object costs = json.convertValue(example.get("costs"), Object.class);
      @SuppressWarnings("unchecked")
      Map<String, ?> named = (Map<String, ?>) params;
      assertThat(ConfigDigest.of(example.get("strategy").asText(), named, costs))
          .as(example.toString())
          .isEqualTo(example.get("sha256").asText());
      count++;
    }
    assertThat(count).isGreaterThan(4);
  }

  @Test
  void a_number_is_the_same_whatever_type_it_has() {
    String ten = ConfigDigest.of("s", Map.of("n", 10), null);
    for (Object number :
        List.of(10L, (short) 10, 10.0, 10f, new BigDecimal("10.00"), new BigDecimal("1E+1"))) {
      assertThat(ConfigDigest.of("s", Map.of("n", number), null)).isEqualTo(ten);
    }
    assertThat(ConfigDigest.of("s", Map.of("n", "10"), null)).isNotEqualTo(ten);
    assertThat(ConfigDigest.of("s", Map.of("n", 0.1f), null))
        .isEqualTo(ConfigDigest.of("s", Map.of("n", 0.1), null));
    assertThat(ConfigDigest.of("s", Map.of("n", Double.NaN), null))
        .isEqualTo(ConfigDigest.of("s", Map.of("n", "NaN"), null));
  }
}
