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

  private static void assertFails(Path file, String message) {
    assertThatThrownBy(() -> StrategiesFile.read(file))
        .isInstanceOf(LakeException.class)
        .hasMessage(message);
  }

  private Path file(String text, Charset encoding) throws IOException {
    return Files.write(temp.resolve("strategies.toml"), text.getBytes(encoding));
  }
}
