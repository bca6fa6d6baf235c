package tools.peak.telemetry.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.peak.telemetry.LogContext;

class LogLinesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final LoggerContext loggers = new LoggerContext();

  /** The logger of a program that was configured by {@code environment}, and what it writes. */
  private Written configure(Map<String, String> environment) {
    LogbackConfigurator configurator = new LogbackConfigurator(environment);
    configurator.setContext(loggers);
    configurator.configure(loggers);
    Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    var console = (ConsoleAppender<ILoggingEvent>) root.getAppender("stderr");
    assertThat(console.getTarget()).isEqualTo("System.err");
    Written written = new Written(console.getEncoder());
    console.getCopyOfAttachedFiltersList().forEach(written::addFilter);
    written.setContext(loggers);
    written.start();
    root.detachAppender(console);
    root.addAppender(written);
    return written;
  }

  private static final class Written extends AppenderBase<ILoggingEvent> {
    private final Encoder<ILoggingEvent> encoder;
    private final StringBuilder text = new StringBuilder();

    Written(Encoder<ILoggingEvent> encoder) {
      this.encoder = encoder;
    }

    @Override
    protected void append(ILoggingEvent event) {
      text.append(new String(encoder.encode(event), UTF_8));
    }

    JsonNode json() throws IOException {
      assertThat(text.toString()).endsWith("}\n").containsOnlyOnce("\n");
      return JSON.readTree(text.toString());
    }
  }

  @Test
  void a_json_line_has_the_fields_of_its_context() throws Exception {
    Written written = configure(Map.of("PEAK_LOG", "json"));
    Span span =
        Span.wrap(
            SpanContext.create(
                TRACE, "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault()));

    try (Scope _ =
            LogContext.NONE
                .withRun("run_1")
                .withSession("s_9")
                .withStrategy("macd")
                .withEnv("paper")
                .makeCurrent();
        Scope _ = span.makeCurrent()) {
      loggers.getLogger("tools.peak.runner").info("run {} \"ended\"\n", "one");
    }

    JsonNode line = written.json();
    assertThat(Instant.parse(line.get("ts").asText())).isBefore(Instant.now().plusSeconds(1));
    Map<String, String> expected =
        Map.of(
            "level", "INFO",
            "logger", "tools.peak.runner",
            "msg", "run one \"ended\"\n",
            "trace_id", TRACE,
            "span_id", "b7ad6b7169203331",
            "session_id", "s_9",
            "strategy_id", "macd",
            "run_id", "run_1",
            "env", "paper");
    expected.forEach((name, value) -> assertThat(line.get(name).asText()).isEqualTo(value));
    assertThat(line.size()).isEqualTo(expected.size() + 1);
  }

  @Test
  void what_is_unknown_is_absent() throws Exception {
    Written written = configure(Map.of("PEAK_LOG", "json"));
    loggers.getLogger("tools.peak.runner").info("hello");
    assertThat(written.json().fieldNames())
        .toIterable()
        .containsExactly("ts", "level", "logger", "msg");
  }

  @Test
  void the_environment_is_that_of_the_process_unless_the_context_says_otherwise() throws Exception {
    Written written = configure(Map.of("PEAK_LOG", "json", "PEAK_ENV", "prod"));
    loggers.getLogger("tools.peak.runner").info("hello");
    assertThat(written.json().get("env").asText()).isEqualTo("prod");
  }

  @Test
  void no_secret_is_written_from_message_arguments_pairs_or_exceptions() throws Exception {
    Written written = configure(Map.of("PEAK_LOG", "json", "BROKER_TOKEN", "Zx81-spectrum"));

    loggers
        .getLogger("tools.peak.runner")
        .atInfo()
        .addKeyValue("api_key", "k3y")
        .addKeyValue("pair", "BTC/USD")
        .addKeyValue("sharpe", 1.5)
        .addKeyValue("calmar", Double.NaN)
        .setCause(new IllegalStateException("password=hunter22"))
        .log("token Zx81-spectrum for {}", "https://u:pa55word@host");

    JsonNode line = written.json();
    assertThat(line.toString()).doesNotContain("Zx81", "k3y", "hunter22", "pa55word");
    assertThat(line.get("metadata").get("pair").asText()).isEqualTo("BTC/USD");
    assertThat(line.get("metadata").get("sharpe").isNumber()).isTrue();
    assertThat(line.get("metadata").get("calmar").asText()).isEqualTo("NaN");
    assertThat(line.get("exception").asText()).contains("IllegalStateException", "LogLinesTest");
  }

  @Test
  void a_plain_line_tells_people_warnings_and_of_which_run() {
    Written written = configure(Map.of());
    try (Scope _ = LogContext.NONE.withRun("run_1").makeCurrent()) {
      loggers.getLogger("tools.peak.runner").info("not for people");
      loggers.getLogger("tools.peak.runner").warn("no bars in {}", "x.csv, password=hunter22");
    }
    assertThat(written.text.toString()).isEqualTo("warn: no bars in x.csv, password=*** [run_1]\n");
  }

  @Test
  void info_of_libraries_is_left_out_and_the_level_can_be_set() {
    Written written = configure(Map.of("PEAK_LOG_LEVEL", "debug"));
    loggers.getLogger("org.apache.iceberg").info("Refreshing");
    loggers.getLogger("tools.peak.runner").debug("detail");
    assertThat(written.text.toString()).isEqualTo("debug: detail\n");
    assertThat(loggers.getLogger("tools.peak").getLevel()).isEqualTo(Level.DEBUG);
  }
}
