package tools.peak.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.peak.cli.command.LastTable;
import tools.peak.cli.command.Project;

/**
 * What arguments with an {@code @} stand for: {@code @3} for the run in the third row of the last
 * table, {@code @best} for {@code --where} with the project's filter of that name.
 */
final class Shorthand {
  private static final Pattern ROW = Pattern.compile("@([1-9][0-9]{0,5})");
  private static final Pattern FILTER = Pattern.compile("@([A-Za-z][A-Za-z0-9_-]*)");
  private static final Set<String> FILTER_OPTIONS = Set.of("--where", "--rows");

  /** Their own words may begin so. */
  private static final Set<String> WITH_WORDS = Set.of("note", "tag", "untag");

  private final Project project;
  private final LastTable table;

  Shorthand(Project project, LastTable table) {
    this.project = project;
    this.table = table;
  }

  /**
   * The arguments without any.
   *
   * @throws tools.peak.cli.command.CommandFailed where one stands for nothing
   */
  String[] written(String[] args) {
    String command = Commands.name(args);
    List<String> written = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      String before = i == 0 ? "" : args[i - 1];
      if (args[i].equals("--")) {
        written.addAll(List.of(args).subList(i, args.length));
        break;
      }
      written.addAll(written(args[i], before, command));
    }
    return written.toArray(String[]::new);
  }

  private List<String> written(String word, String before, String command) {
    int equals = word.indexOf("=@");
    if (equals > 0 && FILTER_OPTIONS.contains(word.substring(0, equals))) {
      return List.of(word.substring(0, equals), project.filter(word.substring(equals + 2)));
    }
    boolean isNote = command.equals("note") && !before.equals("note");
    Matcher row = ROW.matcher(word);
    if (row.matches() && !isNote) {
      return List.of(table.run(Integer.parseInt(row.group(1))));
    }
    Matcher filter = FILTER.matcher(word);
    if (!filter.matches()) {
      return List.of(word);
    }
    String name = filter.group(1);
    if (FILTER_OPTIONS.contains(before)) {
      return List.of(project.filter(name));
    }
    if (WITH_WORDS.contains(command) && !project.hasFilter(name)) {
      return List.of(word);
    }
    return List.of("--where", project.filter(name));
  }
}
