package tools.peak.evidence.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** In which line of a TOML text a key stands: its parser tells that of errors alone. */
final class MappingLines {
  private static final String PART = "(?:\"[^\"]*\"|'[^']*'|[A-Za-z0-9_-]+)";
  private static final String KEY = PART + "(?:\\s*\\.\\s*" + PART + ")*";
  private static final Pattern SECTION = Pattern.compile("\\s*\\[\\[?\\s*(" + KEY + ")\\s*]]?.*");
  private static final Pattern ENTRY = Pattern.compile("\\s*(" + KEY + ")\\s*=.*");
  private static final Pattern ONE = Pattern.compile(PART);

  private final Map<String, Integer> lines = new HashMap<>();

  MappingLines(String text) {
    String section = "";
    List<String> all = text.lines().toList();
    for (int line = 1; line <= all.size(); line++) {
      Matcher entry = ENTRY.matcher(all.get(line - 1));
      Matcher header = SECTION.matcher(all.get(line - 1));
      if (header.matches()) {
        section = add("", header.group(1), line);
      } else if (entry.matches()) {
        var _ = add(section, entry.group(1), line);
      }
    }
  }

  private String add(String section, String key, int line) {
    String path = section;
    Matcher part = ONE.matcher(key);
    while (part.find()) {
      path = path + '\n' + unquoted(part.group());
      lines.putIfAbsent(path, line);
    }
    return path;
  }

  private static String unquoted(String part) {
    char first = part.charAt(0);
    return first == '"' || first == '\'' ? part.substring(1, part.length() - 1) : part;
  }

  /** The line of a key, or of the nearest one around it; 1 if it has none. */
  int of(List<String> path) {
    for (int depth = path.size(); depth > 0; depth--) {
      Integer line = lines.get('\n' + String.join("\n", path.subList(0, depth)));
      if (line != null) {
        return line;
      }
    }
    return 1;
  }
}
