package tools.peak.cli.complete;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Finds where in a command the cursor stands, and what may stand there. */
final class Completer {
  private final Function<String[], CommandLine> commands;
  private final Set<String> names;
  private final Values values;

  /**
   * @param commands the command line for some words, with the command that they name
   * @param names every command
   */
  Completer(Function<String[], CommandLine> commands, Set<String> names, Values values) {
    this.commands = commands;
    this.names = names;
    this.values = values;
  }

  Candidates complete(List<String> words, String last) {
    Place place = new Place(commands.apply(words.toArray(String[]::new)).getCommandSpec());
    words.forEach(place::pass);
    if (place.pending != null) {
      return values.of(place.pending, place.spec, last);
    }
    int equals = last.indexOf('=');
    if (!place.isBehindOptions && last.startsWith("--") && equals > 0) {
      return ofOption(place, last.substring(0, equals), last.substring(equals + 1));
    }
    if (!place.isBehindOptions && last.startsWith("-")) {
      return Candidates.of(options(place, last));
    }
    return operand(place, last);
  }

  private Candidates ofOption(Place place, String name, String value) {
    OptionSpec option = place.spec.findOption(name);
    if (option == null) {
      return Candidates.NONE;
    }
    Candidates candidates = values.of(option, place.spec, value);
    return new Candidates(
        candidates.words().stream().map(word -> word.behind(name + "=")).toList(),
        candidates.files());
  }

  private static List<Candidate> options(Place place, String begun) {
    List<Candidate> options = new ArrayList<>();
    for (OptionSpec option : place.spec.options()) {
      boolean isOnce = option.arity().max() <= 1 && !option.isMultiValue();
      if (!option.hidden() && !(isOnce && place.used.contains(option))) {
        String name = option.longestName();
        if (name.startsWith(begun)) {
          options.add(new Candidate(name, true, first(option.description())));
        }
      }
    }
    return options;
  }

  private Candidates operand(Place place, String begun) {
    List<Candidate> commandNames = new ArrayList<>();
    if (place.operands == 0) {
      boolean isRoot = place.spec.parent() == null;
      Map<String, CommandLine> below = place.spec.subcommands();
      for (String name : isRoot ? names : below.keySet()) {
        if (name.startsWith(begun)) {
          commandNames.add(new Candidate(name, true, meaning(below.get(name))));
        }
      }
    }
    ArgSpec parameter =
        place.spec.positionalParameters().stream()
            .filter(positional -> positional.index().contains(place.operands))
            .findFirst()
            .orElse(null);
    if (begun.startsWith("@") && place.spec.findOption("--where") != null) {
      return Candidates.of(values.filters(begun));
    }
    if (parameter == null) {
      return Candidates.of(commandNames);
    }
    Candidates of = values.of(parameter, place.spec, begun);
    commandNames.addAll(of.words());
    return new Candidates(commandNames, of.files());
  }

  /** What a command does, where its options were read. */
  private static String meaning(@Nullable CommandLine command) {
    return command == null ? "" : first(command.getCommandSpec().usageMessage().description());
  }

  /** The first sentence. */
  private static String first(String[] description) {
    String text = String.join(" ", description);
    int end = text.indexOf(". ");
    return (end < 0 ? text : text.substring(0, end + 1)).replace("%%", "%");
  }

  /** Where reading has come to. */
  private static final class Place {
    private CommandSpec spec;
    private @Nullable OptionSpec pending;
    private final Set<OptionSpec> used = new HashSet<>();
    private boolean isBehindOptions;
    private int operands;

    Place(CommandSpec spec) {
      this.spec = spec;
    }

    void pass(String word) {
      CommandLine command = operands == 0 ? spec.subcommands().get(word) : null;
      if (pending != null) {
        pending = null;
      } else if (!isBehindOptions && word.equals("--")) {
        isBehindOptions = true;
      } else if (!isBehindOptions && word.startsWith("-") && word.length() > 1) {
        option(word);
      } else if (command != null) {
        spec = command.getCommandSpec();
      } else {
        operands++;
      }
    }

    private void option(String word) {
      int equals = word.indexOf('=');
      OptionSpec option = spec.findOption(equals < 0 ? word : word.substring(0, equals));
      if (option != null) {
        used.add(option);
        if (equals < 0 && option.arity().max() > 0) {
          pending = option;
        }
      }
    }
  }
}
