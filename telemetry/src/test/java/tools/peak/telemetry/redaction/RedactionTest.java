package tools.peak.telemetry.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private final Redaction redaction = Redaction.of(Map.of());

  /** Each text has {@code s3cr3t-Value} as its secret. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "login with password=s3cr3t-Value failed",
        "PASSWORD: s3cr3t-Value",
        "{\"api_key\": \"s3cr3t-Value\", \"pair\": \"BTC/USD\"}",
        "--api-key=s3cr3t-Value --fast 5",
        "apiKey='s3cr3t-Value'",
        "client_secret_id=s3cr3t-Value;",
        "access-key = s3cr3t-Value",
        "Authorization: Bearer s3cr3t-Value",
        "authorization=Basic s3cr3t-Value",
        "sent header Bearer s3cr3t-Value",
        "cookie: s3cr3t-Value",
        "jdbc:postgresql://peak:s3cr3t-Value@db:5432/lake",
        "https://user:s3cr3t-Value@host/path?token=s3cr3t-Value",
        "GET /x?token=s3cr3t-Value&pair=BTC",
        "passphrase=\"s3cr3t-Value\"",
      })
  void a_named_secret_is_masked(String text) {
    assertThat(redaction.apply(text)).doesNotContain("s3cr3t-Value").contains(Redaction.MASK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N",
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
        "xoxb-123456789012-abcdefghij",
        "glsa_0123456789abcdefghij",
        "sk-0123456789abcdefghijkl",
      })
  void a_token_of_known_shape_is_masked(String token) {
    assertThat(redaction.apply("got " + token + " back")).isEqualTo("got *** back");
  }

  @Test
  void a_private_key_is_masked_over_all_its_lines() {
    assertThat(
            redaction.apply(
                "key:\n-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAKC\n-----END RSA PRIVATE KEY-----\nend"))
        .doesNotContain("MIIEow", "IBAAKC")
        .endsWith("end");
  }

  @Test
  void the_values_of_secret_variables_are_masked_wherever_they_stand() {
    Redaction own =
        Redaction.of(
            Map.of(
                "EXCHANGE_API_SECRET", "Zx81-spectrum",
                "OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=quant7,authorization=dG9rZW4",
                "HOME", "/home/quant"));
    assertThat(own.apply("/home/quant signed with Zx81-spectrum for quant7 by dG9rZW4"))
        .isEqualTo("/home/quant signed with *** for *** by ***");
  }

  @ParameterizedTest
  @CsvSource({
    "password, hunter22, ***",
    "exchange.api_key, k, ***",
    "Authorization, x, ***",
    "strategy, ma_crossover, ma_crossover",
  })
  void a_field_with_a_telling_name_is_masked_whole(String name, String value, String expected) {
    assertThat(redaction.apply(name, value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run backtest_20260101_120000_ab12cd34 ended: sharpe=1.25, trades: 40",
        "http://localhost:4318/v1/traces answered 503",
        "0af7651916cd43dd8448eb211c80319c",
        "SELECT count(*) FROM runs WHERE strategy = ?",
        "2026-01-01T00:00:00Z",
        "",
      })
  void what_is_no_secret_stays(String text) {
    assertThat(redaction.apply(text)).isEqualTo(text);
  }

  @Test
  @Timeout(20)
  void a_long_hostile_text_takes_no_long_time() {
    String hostile = "password" + " ".repeat(5) + "=".repeat(200_000) + "://" + "a".repeat(200_000);
    assertThat(redaction.apply(hostile)).isNotEmpty();
    assertThat(redaction.apply("eyJ".repeat(100_000))).isNotEmpty();
    assertThat(redaction.apply("-----BEGIN ".repeat(20_000))).isNotEmpty();
    assertThat(redaction.apply("secret\"".repeat(50_000))).isNotEmpty();
    assertThat(redaction.apply("secret=\"" + "\\\\".repeat(200_000) + '"')).isEqualTo("secret=***");
    assertThat(redaction.apply("eyJ01234567.".repeat(50_000))).isNotEmpty();
  }

  @Test
  void a_hint_lets_every_name_and_shape_through() {
    for (String name :
        List.of(
            "passwd",
            "password",
            "pwd",
            "passphrase",
            "secret",
            "token",
            "apikey",
            "access_key",
            "private_key",
            "authorization",
            "credential",
            "cookie")) {
      assertThat(Hints.ofName("x" + name)).as(name).isTrue();
      assertThat(Hints.ofName(name.toUpperCase(Locale.ROOT))).as(name).isTrue();
    }
    for (String shape :
        List.of(
            "eyJ",
            "AKIA",
            "ghp_",
            "gho_",
            "ghu_",
            "ghs_",
            "ghr_",
            "glpat-",
            "xoxb-",
            "glsa_",
            "glc_",
            "sk-",
            "-----BEGIN")) {
      assertThat(Hints.ofShape("x" + shape + "x")).as(shape).isTrue();
    }
    assertThat(Hints.ofName("2026-01-01T00:00:00Z")).isFalse();
    assertThat(Hints.ofShape("0af7651916cd43dd8448eb211c80319c")).isFalse();
  }
}
