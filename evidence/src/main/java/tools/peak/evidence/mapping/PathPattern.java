package tools.peak.evidence.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The paths of some files below a folder, with slashes: {@code *} stands for anything within a
 * name, {@code **} for any folders, and a name in braces for what is kept under it.
 */
final class PathPattern {
  /** More in one name would make matching slow, and nobody has them. */
  private static final int MAX_PARTS = 8;

  private static final String ANY_FOLDERS = "**";
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final String text;

  /** Null stands for any folders. */
  private final List<@Nullable Pattern> segments;

  private final Set<String> names;

  private PathPattern(String text, List<@Nullable Pattern> segments, Set<String> names) {
    this.text = text;
    this.segments = segments;
    this.names = names;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is none, saying why
   */
  static PathPattern of(String text) {
    List<@Nullable Pattern> segments = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (String segment : text.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw new IllegalArgumentException(
            "'" + text + "' is no path below the folder that is loaded: write names and slashes");
      }
      segments.add(segment.equals(ANY_FOLDERS) ? null : segment(segment, names));
    }
    if (segments.getLast() == null) {
      throw new IllegalArgumentException("'" + text + "' names no file: add one, such as **/*.csv");
    }
    return new PathPattern(text, segments, names);
  }

  private static Pattern segment(String segment, Set<String> names) {
    StringBuilder regex = new StringBuilder();
    int parts = 0;
    for (int at = 0; at < segment.length(); at++) {
      char c = segment.charAt(at);
      if (c == '*') {
        regex.append(".*");
        parts++;
      } else if (c == '{') {
        int end = segment.indexOf('}', at);
        String name = end < 0 ? "" : segment.substring(at + 1, end);
        if (!NAME.matcher(name).matches()) {
          throw new IllegalArgumentException(
              "'" + segment + "' has no name of letters, digits and _ in its braces");
        }
        if (!names.add(name)) {
          throw new IllegalArgumentException("{" + name + "} stands there twice");
        }
        regex.append("(?<").append(group(name, names)).append(">.+)");
        parts++;
        at = end;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    if (parts > MAX_PARTS) {
      throw new IllegalArgumentException(
          "'" + segment + "' has more than " + MAX_PARTS + " parts in one name");
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  /** A group's name has no underscore. */
  private static String group(String name, Set<String> names) {
    return "g" + List.copyOf(names).indexOf(name);
  }

  /** The names that it keeps. */
  Set<String> names() {
    return names;
  }

  /** What it keeps of a path, by name; null if the path is none of its. */
  @Nullable Map<String, String> match(List<String> path) {
    Map<String, String> kept = new LinkedHashMap<>();
    return match(path, 0, 0, kept) ? kept : null;
  }

  /** What it keeps of a file's name alone, whatever folder it lies in. */
  @Nullable Map<String, String> matchName(String name) {
    Map<String, String> kept = new LinkedHashMap<>();
    return matches(segments.size() - 1, name, kept) ? kept : null;
  }

  private boolean match(List<String> path, int at, int segment, Map<String, String> kept) {
    if (segment == segments.size()) {
      return at == path.size();
    }
    if (segments.get(segment) == null) {
      for (int skip = at; skip < path.size(); skip++) {
        if (match(path, skip, segment + 1, kept)) {
          return true;
        }
      }
      return false;
    }
    return at < path.size()
        && matches(segment, path.get(at), kept)
        && match(path, at + 1, segment + 1, kept);
  }

  private boolean matches(int segment, String name, Map<String, String> kept) {
    Pattern pattern = segments.get(segment);
    if (pattern == null) {
      return false;
    }
    Matcher matcher = pattern.matcher(name);
    if (!matcher.matches()) {
      return false;
    }
    matcher.namedGroups().keySet().forEach(group -> kept.put(name(group), matcher.group(group)));
    return true;
  }

  private String name(String group) {
    return List.copyOf(names).get(Integer.parseInt(group.substring(1)));
  }

  /** Whether files of it may lie below a folder. */
  boolean leadsInto(List<String> folder) {
    for (int at = 0; at < folder.size(); at++) {
      if (at == segments.size() - 1) {
        return false;
      }
      Pattern pattern = segments.get(at);
      if (pattern == null) {
        return true;
      }
      if (!pattern.matcher(folder.get(at)).matches()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return text;
  }
}
