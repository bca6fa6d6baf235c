package tools.peak.lake.annotation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where in a file something stands, for messages: the reader of TOML itself doesn't tell. */
record TomlLines(List<String> lines) {
  private static final Pattern HEADER = Pattern.compile("\\s*\\[.*");

  static TomlLines of(String text) {
    return new TomlLines(text.lines().toList());
  }

  /** The line, from 1, that has a text within a strategy's table; else that which begins it. */
  Optional<Integer> of(String strategy, String text) {
    int header = header(strategy);
    for (int i = header + 1; i < lines.size(); i++) {
      String line = lines.get(i);
      if (header >= 0 && HEADER.matcher(line).matches() && !line.contains(",")) {
        break;
      }
      if (line.contains('"' + text + '"') || line.contains("'" + text + "'")) {
        return Optional.of(i + 1);
      }
    }
    return header < 0 ? Optional.empty() : Optional.of(header + 1);
  }

  /** The line of a key of a strategy's table; else that which begins it. */
  Optional<Integer> ofKey(String strategy, String key) {
    int header = header(strategy);
    for (int i = header + 1; header >= 0 && i < lines.size(); i++) {
      if (lines.get(i).strip().startsWith(key)) {
        return Optional.of(i + 1);
      }
    }
    return header < 0 ? Optional.empty() : Optional.of(header + 1);
  }

  private int header(String strategy) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceAll("\\s", "");
      for (String key : List.of(strategy, '"' + strategy + '"', "'" + strategy + "'")) {
        if (line.startsWith(("[strategy." + key + "]").replaceAll("\\s", ""))) {
          return i;
        }
      }
    }
    return -1;
  }
}
