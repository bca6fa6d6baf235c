package tools.peak.lake.annotation;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.lake.LakeException;

class StrategiesFileTest {
  private static final String GOOD = "[strategy.macd]\ntier = \"core\"\n";

  @TempDir Path temp;

  @Test
  void a_table_is_a_strategy_with_or_without_a_mark_before_it() throws IOException {
    for (String text : new String[] {GOOD, "\uFEFF" + GOOD}) {
      assertThat(StrategiesFile.read(file(text, UTF_8)).strategies())
          .extracting(StrategyEntry::strategy, StrategyEntry::tier)
          .containsExactly(tuple("macd", "core"));
    }
  }

  @Test
  void a_missing_file_a_folder_other_encodings_and_broken_text_are_told_apart() throws IOException {
    assertFails(temp.resolve("none.toml"), "no file at " + temp.resolve("none.toml"));
    assertFails(temp, temp + " is a folder");
    Path file = temp.resolve("strategies.toml");
    assertFails(file(GOOD, UTF_16), file + ": is UTF-16: write UTF-8");
    assertFails(file(GOOD, UTF_16LE), file + ": is UTF-16: write UTF-8");
    assertFails(
        file(GOOD + "owner = \"é\"", Charset.forName("ISO-8859-1")),
        file + ": is not UTF-8: write UTF-8");
    assertFails(
        file(GOOD + "owner = me too\n", UTF_8), file + ": line 3 is no TOML: 'owner = me too'");
    assertFails(file("", UTF_8), file + ": no [strategy.NAME] table in it");
  }

  @Test
  void aliases_are_names_that_a_strategy_had_before() throws IOException {
    String text =
        """
        [strategy.crossover]
        aliases = ["ma_crossover", "old one", "ma_crossover", "caf\u00e9", "cafe\u0301"]
        [strategy."z\u00fcri"]
        aliases = ['zu\u0308ri']
        [strategy.macd]
        aliases = []
        """;
    assertThat(StrategiesFile.read(file(text, UTF_8)).strategies())
        .extracting(StrategyEntry::aliases)
        .containsExactly(
            List.of("ma_crossover", "old one", "caf\u00e9"), List.of("zu\u0308ri"), List.of());
  }

  @Test
  void an_alias_that_says_nothing_or_two_things_is_told_with_its_line() throws IOException {
    assertAliasFails("aliases = 'x'", 3, "aliases of strategy.a are no list of names, such as");
    assertAliasFails("aliases = ['x', 7]", 3, "aliases of strategy.a are no list of names");
    assertAliasFails("aliases = [['x']]", 3, "aliases of strategy.a are no list of names");
    assertAliasFails("tier = 'core'\naliases = ['']", 4, "an alias is empty");
    assertAliasFails("aliases = ['x',\n  ' ']", 4, "an alias is empty");
    assertAliasFails("aliases = ['a']", 3, "'a' is the strategy's own name, no alias of it");
    assertAliasFails(
        "aliases = ['b']\n[strategy.b]",
        3,
        "'b' is a strategy of its own here ([strategy.b]), so no alias of 'a'");
    assertAliasFails(
        "aliases = ['b']\n[strategy.b]\naliases = ['a']", 3, "'b' is a strategy of its own here");
    assertAliasFails(
        "aliases = ['x']\n[strategy.b]\naliases = [\n  'x']",
        6,
        "'x' is an alias of 'a' already (line 3)");
    assertAliasFails(
        "aliases = ['caf\u00e9']\n[strategy.b]\naliases = ['cafe\u0301']",
        5,
        "'cafe\u0301' is an alias of 'a' already (line 3)");
    assertAliasFails(
        "aliases = ['cafe\u0301']\n[strategy.\"caf\u00e9\"]",
        3,
        "'cafe\u0301' is a strategy of its own here ([strategy.caf\u00e9])");
  }

  private void assertAliasFails(String table, int line, String reason) throws IOException {
    Path file = file("# ours\n[strategy.a]\n" + table + "\n", UTF_8);
    assertThatThrownBy(() -> StrategiesFile.read(file))
        .isInstanceOf(LakeException.class)
        .hasMessageStartingWith(file + ": line " + line + ": " + reason);
  }

  private static void assertFails(Path file, String message) {
    assertThatThrownBy(() -> StrategiesFile.read(file))
        .isInstanceOf(LakeException.class)
        .hasMessage(message);
  }

  private Path file(String text, Charset encoding) throws IOException {
    return Files.write(temp.resolve("strategies.toml"), text.getBytes(encoding));
  }
}
