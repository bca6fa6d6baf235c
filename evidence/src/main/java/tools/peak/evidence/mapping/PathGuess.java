package tools.peak.evidence.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pattern that some paths have in common.
 *
 * @param names what it keeps of a path; the last one is the run's own
 */
record PathGuess(String pattern, List<String> names) {

  /** Of paths of one depth. */
  static PathGuess of(List<List<String>> paths, boolean isExact) {
    List<String> segments = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> first = paths.getFirst();
    if (isExact && paths.size() == 1) {
      return new PathGuess(String.join("/", first), List.of());
    }
    int last = first.size() - 1;
    for (int depth = 0; depth < last; depth++) {
      int at = depth;
      boolean isSame = paths.stream().map(path -> path.get(at)).distinct().count() == 1;
      if (isSame && paths.size() > 1) {
        segments.add(first.get(depth));
      } else {
        names.add("level_" + (depth + 1));
        segments.add("{level_" + (depth + 1) + "}");
      }
    }
    String name = name(paths.stream().map(List::getLast).distinct().toList());
    if (name.contains("{run}")) {
      names.add("run");
    } else if (!names.isEmpty()) {
      String level = names.removeLast();
      names.add("run");
      segments.replaceAll(segment -> segment.equals("{" + level + "}") ? "{run}" : segment);
    }
    segments.add(name);
    return new PathGuess(String.join("/", segments), names);
  }

  /** What files' names have in common, with the rest of them in braces. */
  private static String name(List<String> names) {
    if (names.size() == 1) {
      return names.getFirst();
    }
    String end = names.getFirst();
    for (String name : names) {
      while (!name.endsWith(end)) {
        end = end.substring(1);
      }
    }
    int word = Math.max(end.indexOf('_'), end.indexOf('-'));
    int from = word >= 0 && names.stream().noneMatch(end::equals) ? word : end.lastIndexOf('.');
    return "{run}" + end.substring(Math.max(0, from));
  }

  /** How a file beside a run's is found; null if its name is another run's. */
  static @Nullable String beside(String run, String file, Survey.Group group) {
    String pattern = group.pattern().substring(group.pattern().lastIndexOf('/') + 1);
    int brace = pattern.indexOf("{run}");
    if (brace < 0) {
      return file;
    }
    String end = pattern.substring(brace + "{run}".length());
    String name = run.substring(brace, run.length() - end.length());
    return file.startsWith(name)
            && file.length() > name.length()
            && !Character.isLetterOrDigit(file.charAt(name.length()))
        ? "{path:run}" + file.substring(name.length())
        : null;
  }

  /** A name for a file, such as {@code config} for {@code config.yaml}. */
  static String called(String path, Collection<String> taken) {
    String plain =
        path.replace("{path:run}", "")
            .replaceAll("\\.[^.]*$", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^_+|_+$", "");
    String name =
        plain.isEmpty() || Set.of(FieldRef.RUN, FieldRef.PATH, FieldRef.ROW).contains(plain)
            ? "file"
            : plain;
    String distinct = name;
    for (int number = 2; taken.contains(distinct); number++) {
      distinct = name + "_" + number;
    }
    return distinct;
  }
}
