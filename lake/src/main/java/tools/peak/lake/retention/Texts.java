package tools.peak.lake.retention;

import java.util.Collection;
import java.util.stream.Collectors;

/** Rows by the texts of a column, as a filter. */
final class Texts {
  private Texts() {}

  static String in(String column, Collection<String> values) {
    return values.stream()
        .map(value -> "'" + value.replace("'", "''") + "'")
        .collect(Collectors.joining(", ", column + " in (", ")"));
  }
}
