package tools.peak.cli.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tools.peak.lake.project.ProjectFile;
import tools.peak.lake.query.filter.Suggestion;

/** The project file that is in force, looked for when somebody needs it. */
public final class Project {
  private final Path folder;
  private Optional<ProjectFile> file = Optional.empty();
  private boolean isLookedFor;

  private Project(Path folder) {
    this.folder = folder;
  }

  /** From {@code PEAK_PROJECT} upward, else from the folder that the command runs in. */
  public static Project of(Map<String, String> env) {
    return new Project(Path.of(env.getOrDefault("PEAK_PROJECT", "")));
  }

  private Optional<ProjectFile> file() {
    if (!isLookedFor) {
      isLookedFor = true;
      file = ProjectFile.find(folder);
    }
    return file;
  }

  /** The lake's folder. */
  public Optional<Path> lake() {
    return file().flatMap(ProjectFile::lake);
  }

  /** What a query shows at a terminal. */
  public Optional<String> columns() {
    return file().flatMap(ProjectFile::columns);
  }

  /** Whether there is a filter of that name. */
  public boolean hasFilter(String name) {
    return file().map(project -> project.filters().containsKey(name)).orElse(false);
  }

  /** The names of its filters. */
  public Iterable<String> filters() {
    return file().map(project -> project.filters().keySet()).orElseGet(java.util.Set::of);
  }

  /**
   * A filter by its name.
   *
   * @throws CommandFailed if there is none
   */
  public String filter(String name) {
    Map<String, String> filters = file().map(ProjectFile::filters).orElseGet(Map::of);
    String filter = filters.get(name);
    if (filter == null) {
      throw CommandFailed.wrongUsage(
          file().isEmpty()
              ? "@%s names a filter of a %s, and there is none here or above"
                  .formatted(name, ProjectFile.NAME)
              : "no filter '%s' in %s%s"
                  .formatted(
                      name,
                      file().get().file(),
                      Suggestion.nearest(name, filters.keySet())
                          .map(near -> "; did you mean @" + near + "?")
                          .orElse("")));
    }
    return filter;
  }
}
