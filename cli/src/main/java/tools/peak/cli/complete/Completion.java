package tools.peak.cli.complete;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Project;
import tools.peak.cli.output.CommandOutput;

/** What a shell asks when somebody presses the tabulator: one process, one answer. */
public final class Completion {
  /** The word that the shell's script calls it by, which is no command. */
  public static final String NAME = "complete-line";

  private Completion() {}

  /** The commands that there are. */
  public interface Commands {
    /** Their names. */
    Set<String> names();

    /**
     * The command line for some words.
     *
     * @param withAll whether it has every command's options where the words name none: that takes a
     *     while
     */
    CommandLine line(String[] words, boolean withAll);
  }

  /**
   * Prints what may stand at the end of a line. It never fails: where nothing is known, it prints
   * nothing.
   *
   * @param args the name, the shell's, the line up to the cursor, and what the shell takes for its
   *     last word
   */
  public static int run(
      String[] args, CommandOutput output, Map<String, String> env, Commands commands) {
    try {
      Shell shell = Shell.valueOf(args[1].toUpperCase(Locale.ROOT));
      TypedLine line = TypedLine.of(args[2]);
      Project project = Project.of(env);
      try (Known known = new Known(folder(line.words(), env, project), project)) {
        Completer completer =
            new Completer(
                words -> commands.line(words, shell == Shell.ZSH),
                commands.names(),
                new Values(known));
        Candidates candidates = completer.complete(line.words(), line.last());
        try (Stream<String> told = shell.told(line, args.length > 3 ? args[3] : "", candidates)) {
          told.forEach(output::line);
        }
      }
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      return Exit.FAILED; // a lake that can't be read now has no words
    }
    return Exit.DONE;
  }

  private static Path folder(List<String> words, Map<String, String> env, Project project) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals("--lake") && i + 1 < words.size()) {
        return path(words.get(i + 1), env);
      }
      if (words.get(i).startsWith("--lake=")) {
        return path(words.get(i).substring("--lake=".length()), env);
      }
    }
    String named = env.getOrDefault("PEAK_LAKE", "");
    return named.isEmpty() ? project.lake().orElse(Path.of("lake")) : Path.of(named);
  }

  /** A path as it stands in the line: the shell has not yet put the home folder into it. */
  private static Path path(String written, Map<String, String> env) {
    String home = env.get("HOME");
    return home != null && written.startsWith("~/")
        ? Path.of(home, written.substring(2))
        : Path.of(written);
  }
}
