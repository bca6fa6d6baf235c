package tools.peak.lake.query.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM runs WHERE x = 'secret'",
        "SELECT a FROM runs WHERE x = 'it''s secret'",
        "SELECT a FROM runs WHERE x = 'C:\\' -- secret",
        "SELECT a FROM runs WHERE x = E'it\\'s secret'",
        "SELECT a FROM runs WHERE x = $$secret$$",
        "SELECT a FROM runs WHERE x = $t1$ se$$cret secret $t1$",
        "SELECT a FROM runs WHERE x = 5.25e-3",
        "SELECT a FROM runs WHERE x = .5",
        "SELECT a FROM runs WHERE x = 1_000",
        "SELECT a FROM runs WHERE x = 0xFF",
        "SELECT a FROM runs /* secret /* secret */ secret */ WHERE x = 1",
        "SELECT a -- secret\n FROM runs\n\tWHERE x = 'secret",
        "-- secret\nselect a FROM runs WHERE x = E'secret\\",
        "SELECT a FROM runs WHERE x = $$secret",
      })
  void literals_and_comments_are_gone(String statement) {
    StatementText text = StatementText.of(statement);

    assertThat(text.operation()).isEqualTo("SELECT");
    assertThat(text.text().replace(".?", "?"))
        .isEqualToIgnoringCase("SELECT a FROM runs WHERE x = ?");
  }

  @Test
  void lists_of_any_length_read_the_same() {
    assertThat(StatementText.of("SELECT * FROM runs WHERE id IN ('a', 'b',3, 4)").text())
        .isEqualTo("SELECT * FROM runs WHERE id IN (?)");
  }

  @Test
  void names_stay_as_they_are() {
    String named = "WITH \"my \"\"run\"\" 1\" AS (FROM runs2) SELECT t1.größe FROM x_1";

    assertThat(StatementText.of(named)).isEqualTo(new StatementText("WITH", named));
  }

  @Test
  void anything_is_survived_and_nothing_is_long() {
    for (String odd : new String[] {"", "'", "\"", "$", "$$", "/*", "--", "E'", "(1", "\0", "1e"}) {
      assertThat(StatementText.of(odd).operation()).isNotEmpty();
    }
    assertThat(StatementText.of("SELECT " + "a, ".repeat(1_000_000)).text()).hasSize(2_001);
    assertThat(StatementText.of("SELECT '" + "''\\".repeat(1_000_000)).text())
        .isEqualTo("SELECT ?");
  }
}
