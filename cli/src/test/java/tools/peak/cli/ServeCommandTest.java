package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands for a program, over standard input and output. */
class ServeCommandTest {
  @TempDir Path dir;
  private Path lake = Path.of("unset");

  @BeforeEach
  void load() throws IOException {
    lake = dir.resolve("lake");
    Path results = dir.resolve("results");
    Folders.run(results, "alpha", "macd", "1.5");
    Folders.run(results, "Zürich", "macd", "NaN");
    assertThat(Ran.withLake(lake, "ingest", results.toString(), "--settle", "0").exit()).isZero();
  }

  private Served serve() throws IOException {
    Served served = new Served("serve", "--lake", lake.toString());
    assertThat(served.line()).isEqualTo("{\"protocol\": 1}");
    return served;
  }

  @Test
  void each_command_answers_as_if_it_had_been_typed() throws IOException {
    String[][] commands = {
      {"query", "--json", "--order-by", "sharpe"},
      {"aggregate", "sharpe", "--by", "strategy", "--json"},
      {"sql", "SELECT run_id FROM runs ORDER BY 1", "--format", "csv"},
      {"show", "alpha", "--json"},
      {"tag", "alpha", "owner=ann"},
      {"query", "--where", "run_id = 'Zürich'", "--count"},
      {"query", "--where", "sharp > 2"},
      {"no-such-command"},
    };
    try (Served served = serve()) {
      for (String[] command : commands) {
        Ran typed = Ran.withLake(lake, command);
        Served.Said said = served.ask(command);
        assertThat(said.exit()).as(Arrays.toString(command)).isEqualTo(typed.exit());
        assertThat(said.text()).isEqualTo(typed.out());
        assertThat(said.err()).isEqualTo(typed.err().replace("\n", "\\n"));
      }
      assertThat(served.end()).isZero();
    }
  }

  @Test
  void an_answer_has_the_id_of_its_request_and_no_request_spoils_the_next() throws IOException {
    try (Served served = serve()) {
      for (String wrong :
          new String[] {
            "nope",
            "[]",
            "{}",
            "{\"id\": 1}",
            "{\"id\": 1.5, \"args\": []}",
            "{\"id\": 1, \"args\": [1]}",
            "{\"id\": 1, \"args\": [\"query\"]} {}",
            "{\"id\": 1, \"args\": \"query\"}",
            "{\"id\": 1, \"args\": [\"query\"",
            "{\"id\": 1, \"args\": [], \"lake\": \"x\"}"
          }) {
        Served.Said said = served.askLine(wrong);
        assertThat(said.id()).as(wrong).isEqualTo("null");
        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).startsWith("peak serve: ").doesNotContain("at tools.peak");
      }
      Served.Said said =
          served.askLine("{\"args\": [\"query\", \"--count\"], \"id\": 9007199254740993}");
      assertThat(said.id()).isEqualTo("9007199254740993");
      assertThat(said.text()).isEqualTo("2\n");
    }
  }

  @Test
  void results_are_bytes_whatever_they_hold() throws IOException {
    try (Served served = serve()) {
      Served.Said said = served.ask("query", "--format", "parquet");
      assertThat(said.exit()).isZero();
      assertThat(said.out()).startsWith("PAR1").endsWith("PAR1");
      Served.Said more =
          served.ask("sql", "FROM range(100000) r(a)", "--format", "csv", "--memory", "200MB");
      assertThat(more.text()).hasLineCount(100_001).endsWith("\n99999\n");
    }
  }

  @Test
  void what_others_load_meanwhile_is_in_the_next_answer() throws IOException {
    try (Served served = serve()) {
      assertThat(served.ask("query", "--count").text()).isEqualTo("2\n");
      Path more = dir.resolve("more");
      Folders.run(more, "gamma", "rsi", "3");
      assertThat(Ran.withLake(lake, "ingest", more.toString(), "--settle", "0").exit()).isZero();
      assertThat(served.ask("query", "--count").text()).isEqualTo("3\n");
    }
  }

  @Test
  void a_lake_that_was_moved_is_refused_and_the_one_that_came_in_its_place_is_asked()
      throws IOException {
    try (Served served = serve()) {
      assertThat(served.ask("query", "--count").text()).isEqualTo("2\n");
      Path away = Files.move(lake, dir.resolve("away"));
      assertThat(served.ask("query", "--count").err()).contains("no lake at " + lake);
      assertThat(served.ask("query", "--count", "--lake", away.toString()).err())
          .contains("peak relocate");
      Path results = dir.resolve("other");
      Folders.run(results, "only", "rsi", "3");
      assertThat(Ran.withLake(lake, "ingest", results.toString(), "--settle", "0").exit()).isZero();
      assertThat(served.ask("query", "--columns", "run_id", "--format", "csv").text())
          .isEqualTo("run_id\nonly\n");
    }
  }

  @Test
  void a_command_that_reads_its_input_does_not_read_the_requests() throws IOException {
    try (Served served = serve()) {
      Served.Said said = served.ask("tag", "--from", "-", "owner=ann");
      assertThat(said.out()).isEmpty();
      assertThat(served.ask("serve").text()).isEqualTo("{\"protocol\": 1}\n");
      assertThat(served.ask("query", "--count").text()).isEqualTo("2\n");
    }
  }

  @Test
  void deeds_are_those_of_the_services_actor() throws IOException {
    try (Served served = new Served("serve", "--lake", lake.toString(), "--actor", "notebook")) {
      assertThat(served.line()).isEqualTo("{\"protocol\": 1}");
      assertThat(served.ask("tag", "alpha", "owner=ann").exit()).isZero();
      assertThat(served.ask("tag", "alpha", "owner=bob", "--actor", "bob").exit()).isZero();
      assertThat(served.ask("sql", "SELECT set_by FROM tags", "--format", "csv").text())
          .isEqualTo("set_by\nbob\n");
      assertThat(served.ask("tag", "alpha", "owner=ann").exit()).isZero();
      assertThat(served.ask("sql", "SELECT set_by FROM tags", "--format", "csv").text())
          .isEqualTo("set_by\nnotebook\n");
    }
  }

  @Test
  void types_say_what_each_column_of_a_json_document_holds() {
    assertThat(
            Ran.withLake(lake, "query", "--json", "--types", "--columns", "run_id,sharpe,timestamp")
                .out())
        .contains(
            "\"types\": {\"run_id\": \"text\", \"sharpe\": \"double\","
                + " \"timestamp\": \"timestamp\"}");
    assertThat(Ran.withLake(lake, "sql", "SELECT 1 AS a, 2 AS a", "--json", "--types").out())
        .contains("\"types\": {\"a\": \"int\", \"a_2\": \"int\"}");
    assertThat(Ran.withLake(lake, "query", "--types").exit()).isEqualTo(2);
  }
}
