package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {
  /** All commands, and the commands of commands. */
  private static List<CommandLine> commands() {
    List<CommandLine> all = new ArrayList<>();
    Commands.all(new CommandLine(new Peak())).getSubcommands().values().forEach(c -> add(c, all));
    return all;
  }

  private static void add(CommandLine command, List<CommandLine> all) {
    all.add(command);
    command.getSubcommands().values().forEach(c -> add(c, all));
  }

  private static String help(CommandLine command, int width) {
    String[] words = (command.getCommandSpec().qualifiedName() + " --help").split(" ", -1);
    return Ran.peak(
            Map.of("COLUMNS", Integer.toString(width)), Arrays.copyOfRange(words, 1, words.length))
        .out();
  }

  @Test
  void every_description_is_a_sentence() {
    List<String> fragments = new ArrayList<>();
    for (CommandLine command : commands()) {
      String name = command.getCommandSpec().qualifiedName();
      fragment(name, command.getCommandSpec().usageMessage().description(), fragments);
      for (ArgSpec argument : command.getCommandSpec().args()) {
        String label =
            argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        fragment(name + " " + label, argument.description(), fragments);
      }
    }
    assertThat(fragments.stream().distinct()).isEmpty();
  }

  private static void fragment(String of, String[] lines, List<String> fragments) {
    String text = String.join(" ", lines);
    if (!text.matches("(?s)['A-Z0-9].*[.?!]\\)?")) {
      fragments.add(of + ": " + text);
    }
  }

  @Test
  void a_line_ends_at_a_space_and_an_example_goes_on_as_a_shell_wants_it() {
    for (CommandLine command : commands()) {
      String name = command.getCommandSpec().qualifiedName();
      for (int width : new int[] {60, 80, 100}) {
        String page = help(command, width);
        assertThat(page.lines())
            .as(name)
            .allMatch(line -> line.length() <= width || !line.strip().contains(" "));
        String words = words(page);
        for (String example : command.getCommandSpec().usageMessage().footer()) {
          assertThat(words).as(name).contains(words(example.replace("%%", "%")));
        }
      }
    }
  }

  @Test
  void no_option_is_broken_where_the_help_begins() {
    for (CommandLine command : commands()) {
      String narrow = help(command, 60);
      String wide = help(command, 100);
      String usage = narrow.substring(0, narrow.indexOf("\nOptions"));
      for (String word : usage.split("\\s+", -1)) {
        assertThat(List.of(wide.split("\\s+", -1))).as(usage).contains(word);
      }
    }
  }

  private static String words(String text) {
    return text.replace(" \\", "").replaceAll("\\s+", " ").strip();
  }
}
