package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void the_version_is_one_line() {
    Ran ran = Ran.peak("--version");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).matches("peak [0-9.]+\n");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void help_lists_every_command() {
    Ran ran = Ran.peak("--help");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("Usage: peak", "completion", "Examples:", "--lake=DIR");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void every_command_has_help_with_examples_and_the_global_options() {
    for (String command : Commands.names()) {
      Ran ran = Ran.peak(command, "--help");
      assertThat(ran.exit()).as(command).isZero();
      assertThat(ran.out()).as(command).contains("Usage: peak " + command, "Examples:", "--lake");
      assertThat(Ran.peak("help", command).out()).as(command).isEqualTo(ran.out());
    }
  }

  @Test
  void no_command_is_wrong_usage_and_shows_the_help() {
    Ran ran = Ran.peak();
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("Usage: peak");
  }

  @Test
  void an_unknown_command_or_option_is_wrong_usage_with_a_suggestion() {
    Ran command = Ran.peak("complet");
    assertThat(command.exit()).isEqualTo(2);
    assertThat(command.out()).isEmpty();
    assertThat(command.err())
        .isEqualTo("peak: no command 'complet'; did you mean completion? (peak --help)\n");

    Ran option = Ran.peak("completion", "--jsno");
    assertThat(option.exit()).isEqualTo(2);
    assertThat(option.err())
        .isEqualTo(
            "peak completion: Unknown option: '--jsno'; did you mean --json?"
                + " (peak completion --help)\n");
  }

  @Test
  void help_on_a_terminal_is_coloured_unless_unwanted() {
    assertThat(Ran.peak(Map.of("PEAK_TERMINAL", "out"), "--help").out()).contains("\u001b[");
    assertThat(Ran.peak(Map.of("PEAK_TERMINAL", "out", "NO_COLOR", "1"), "--help").out())
        .doesNotContain("\u001b[");
  }

  @Test
  void a_lake_without_a_name_or_with_an_address_is_refused() {
    Ran none = Ran.peak("ingest", ".", "--lake", "");
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).startsWith("peak ingest: --lake '' names no folder");
    Ran address = Ran.peak("query", "--lake", "file:///x");
    assertThat(address.exit()).isEqualTo(2);
    assertThat(address.err()).contains("a folder's path, not an address such as file:/x");
  }
}
