package tools.peak.cli.command.stack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.LowerCase;

@CommandLine.Command(
    name = "logs",
    description = "What the stack's programs said last.",
    footerHeading = "%nExamples:%n",
    footer = "  peak stack logs")
final class StackLogsCommand implements Command {
  @Parameters(
      arity = "0..*",
      paramLabel = "PROGRAM",
      converter = Programs.class,
      description = "Which program: collector, prometheus, tempo, loki, grafana (default: all).")
  List<Program> programs = new ArrayList<>();

  /** As the compose file names them. */
  enum Program {
    COLLECTOR,
    PROMETHEUS,
    TEMPO,
    LOKI,
    GRAFANA
  }

  /** Reads one in small letters. */
  static final class Programs extends LowerCase<Program> {
    Programs() {
      super(Program.class);
    }
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("logs", "--no-color", "--tail", "200"));
    programs.forEach(program -> words.add(program.name().toLowerCase(Locale.ROOT)));
    Containers.find(StackFolder.composeFile()).composed(invocation.output()::line, words);
    return Exit.DONE;
  }
}
