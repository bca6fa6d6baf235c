package tools.peak.telemetry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.otlp.HttpReceiver;

class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  /** A key and a certificate for localhost, signed by itself. */
  private KeyStore keys() throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "collector",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
    assertThat(keytool.waitFor()).as(said).isZero();
    return KeyStore.getInstance(file.toFile(), PASSWORD);
  }

  private static SSLContext context(KeyStore keys) throws Exception {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private Path pem(KeyStore keys) throws Exception {
    byte[] certificate = keys.getCertificate("collector").getEncoded();
    return Files.writeString(
        folder.resolve("collector.pem"),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(certificate)
            + "\n-----END CERTIFICATE-----\n");
  }

  private void record(Map<String, String> environment) {
    try (Telemetry _ = Telemetry.start("peak-test", environment, warnings::add)) {
      SpanScope.run("backtest.run", () -> {});
    }
  }

  @Test
  void spans_arrive_over_tls_with_the_certificate_that_was_named() throws Exception {
    KeyStore keys = keys();
    try (HttpReceiver receiver = HttpReceiver.start(context(keys))) {
      record(
          Map.of(
              "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
              receiver.endpoint() + "/v1/traces",
              "OTEL_EXPORTER_OTLP_CERTIFICATE",
              pem(keys).toString()));
      assertThat(warnings).isEmpty();
      assertThat(receiver.received().spans()).hasSize(1);
    }
  }

  @Test
  void a_stranger_with_a_certificate_of_his_own_gets_nothing() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start(context(keys()))) {
      record(
          Map.of(
              "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
              receiver.endpoint() + "/v1/traces",
              "OTEL_JAVA_EXPORTER_OTLP_RETRY_DISABLED",
              "true"));
      assertThat(warnings).singleElement().asString().contains("not delivered");
      assertThat(receiver.received().spans()).isEmpty();
    }
  }
}
