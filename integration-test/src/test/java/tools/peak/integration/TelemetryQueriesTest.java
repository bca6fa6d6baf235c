package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetryQueriesTest {
  private static final Path RUNBOOKS = Path.of("..", "ops", "observability", "runbooks");

  /** Behind a bar, in a table of Markdown, or alone. */
  private static final Pattern WRITTEN = Pattern.compile("`(\\{[^`]+)`");

  @Test
  void every_query_of_the_runbooks_asks_for_what_there_is() throws IOException {
    TelemetryQueries rules = TelemetryQueries.ofRegistry();
    List<String> breaches = new ArrayList<>();
    int queries = 0;
    List<Path> files;
    try (Stream<Path> all = Files.list(RUNBOOKS)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      for (Matcher written = WRITTEN.matcher(Files.readString(file)); written.find(); ) {
        String query = written.group(1).replace("\\|", "|");
        boolean isOfLogs = query.matches("\\{\\s*(service_name|deployment_).*");
        for (String breach : isOfLogs ? rules.logQl(query) : rules.traceQl(query)) {
          breaches.add(file.getFileName() + ": " + query + ": " + breach);
        }
        queries++;
      }
    }
    assertThat(breaches).isEmpty();
    assertThat(queries).isGreaterThan(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{ name=\"live.cycel\" };no span is called live.cycel",
        "{ span.sesion.id=\"x\" };no span has sesion.id",
        "{ resource.servce.name=\"x\" };no resource has servce.name",
        "{ duration>1s;a bracket is not closed",
        "{ span.run.id=\"x };a text does not end",
        "name=\"live.cycle\";a query of traces begins with {"
      })
  void a_broken_query_of_traces_is_caught(String query, String breach) throws IOException {
    assertThat(TelemetryQueries.ofRegistry().traceQl(query)).contains(breach);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{strategy_id=\"x\"};strategy_id is no index label of Loki's",
        "{service_name=\"x\"} | sesion_id=\"y\";sesion_id is no metadata of a log record",
        "{service_name=\"x\"} | session_id=(\"y\";a bracket is not closed",
        "service_name=\"x\";a query of logs begins with a selector"
      })
  void a_broken_query_of_logs_is_caught(String query, String breach) throws IOException {
    assertThat(TelemetryQueries.ofRegistry().logQl(query)).contains(breach);
  }
}
