package tools.peak.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tools.peak.cli.output.Style;
import tools.peak.cli.output.Terminal;
import tools.peak.cli.output.Wrapped;

/**
 * The help of a command. Picocli's own breaks lines inside words, such as {@code
 * params.fast,sharpe}, and lists commands by the first line of what they say; here a line ends at a
 * space, a sentence is whole, and an example that is too long goes on as a shell wants it.
 */
final class HelpPage {
  private static final int MOST_WIDTH = 100;
  private static final int LEAST_WIDTH = 60;
  private static final int MOST_LABEL = 24;
  private static final int UNBROKEN = 10_000;
  private static final String USAGE = "Usage: ";
  private static final String INDENT = "  ";

  private final CommandLine line;
  private final CommandSpec spec;
  private final Style style;
  private final int width;
  private final StringBuilder out = new StringBuilder();

  private HelpPage(CommandLine line, Terminal terminal) {
    this.line = line;
    this.spec = line.getCommandSpec();
    this.style = new Style(terminal.colours());
    this.width = Math.clamp(terminal.drawingWidth(), LEAST_WIDTH, MOST_WIDTH);
  }

  /** Its text, as wide as the terminal, from 60 to 100 columns. */
  static String of(CommandLine line, Terminal terminal) {
    return new HelpPage(line, terminal).text();
  }

  private String text() {
    synopsis();
    Wrapped.words(said(spec.usageMessage().description()), width).forEach(this::line);
    table("", parameters());
    table("Commands", commands());
    table("Options", options(false));
    table("Options of every command", options(true));
    plain(spec.usageMessage().footerHeading())
        .lines()
        .flatMap(heading -> Wrapped.words(heading, width).stream())
        .forEach(this::line);
    for (String example : spec.usageMessage().footer()) {
      example(plain(example));
    }
    return out.toString();
  }

  /** How it is called; picocli gives it in one line that is wide enough. */
  private void synopsis() {
    line.setUsageHelpWidth(UNBROKEN);
    String whole =
        new CommandLine.Help(spec, CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .synopsis(0)
            .strip();
    String begin = USAGE + spec.qualifiedName() + " ";
    String rest = whole.substring(spec.qualifiedName().length()).strip();
    String before = begin;
    for (String part : Wrapped.words(rest, width - begin.length())) {
      line(before + part);
      before = " ".repeat(begin.length());
    }
  }

  private Map<String, String> parameters() {
    Map<String, String> rows = new LinkedHashMap<>();
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      if (!parameter.hidden()) {
        String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
        rows.put(parameter.arity().min() == 0 ? "[" + label + "]" : label, said(parameter));
      }
    }
    return rows;
  }

  private Map<String, String> options(boolean ofEveryCommand) {
    Map<String, String> rows = new LinkedHashMap<>();
    for (OptionSpec option : spec.options()) {
      if (!option.hidden() && (option.inherited() || spec.parent() == null) == ofEveryCommand) {
        String names = String.join(", ", option.names());
        String label = option.arity().max() == 0 ? names : names + "=" + option.paramLabel();
        rows.put(option.names()[0].startsWith("--") ? "    " + label : label, said(option));
      }
    }
    return rows;
  }

  private Map<String, String> commands() {
    return spec.subcommands().entrySet().stream()
        .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                command -> firstSentence(command.getValue().getCommandSpec()),
                (one, _) -> one,
                LinkedHashMap::new));
  }

  private static String firstSentence(CommandSpec command) {
    String all = said(command.usageMessage().description());
    int end = all.indexOf(". ");
    return end < 0 ? all : all.substring(0, end + 1);
  }

  private void table(String title, Map<String, String> rows) {
    if (rows.isEmpty()) {
      return;
    }
    line("");
    if (!title.isEmpty()) {
      line(title + ":");
    }
    int labels =
        rows.keySet().stream()
            .mapToInt(String::length)
            .filter(length -> length <= MOST_LABEL)
            .max()
            .orElse(MOST_LABEL);
    int indent = INDENT.length() + labels + INDENT.length();
    rows.forEach(
        (label, text) -> {
          List<String> lines = Wrapped.words(text, width - indent);
          boolean beside = label.length() <= labels;
          String gap = " ".repeat(Math.max(0, labels - label.length()));
          line(INDENT + style.bold(label) + (beside ? gap + INDENT + lines.getFirst() : ""));
          lines.stream().skip(beside ? 1 : 0).forEach(more -> line(" ".repeat(indent) + more));
        });
  }

  /** A command with what it is good for, in a line or in two; or one that goes on in the next. */
  private void example(String text) {
    if (text.length() <= width) {
      line(text);
      return;
    }
    String[] parts = text.strip().split(" {3,}", 2);
    String command = INDENT + parts[0];
    List<String> lines = Wrapped.words(command.strip(), width - 2 * INDENT.length() - 4);
    for (int i = 0; i < lines.size(); i++) {
      String indent = i == 0 ? INDENT : INDENT + INDENT;
      line(indent + lines.get(i) + (i == lines.size() - 1 ? "" : " \\"));
    }
    if (parts.length > 1) {
      Wrapped.words(parts[1], width - 6).forEach(more -> line("      " + more));
    }
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }

  private static String said(ArgSpec argument) {
    return said(argument.description());
  }

  /** What stands in several strings of the source is one paragraph. */
  private static String said(String[] lines) {
    return plain(String.join(" ", Stream.of(lines).map(String::strip).toList()));
  }

  private static String plain(String text) {
    return text.replace("%n", "\n").replace("%%", "%");
  }
}
