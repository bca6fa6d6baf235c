package tools.peak.evidence.mapping;

import java.util.Set;

/**
 * A value of a run: a key or column of one of its parts.
 *
 * @param part {@link #RUN}, {@link #PATH}, {@link #ROW}, or the name of one of {@code [files]}
 * @param key nested keys with dots
 */
record FieldRef(String part, String key) {
  /** The file, or the row, that makes the run. */
  static final String RUN = "run";

  /** Parts of the path of that file: those that its pattern names, {@code file}, and more. */
  static final String PATH = "path";

  /** Of a row: its {@code number}, from 1, and its {@code key} where it has one. */
  static final String ROW = "row";

  /** Reads {@code key} or {@code part:key}; a colon behind anything but a part is the key's own. */
  static FieldRef of(String text, Set<String> files) {
    int colon = text.indexOf(':');
    if (colon > 0) {
      String part = text.substring(0, colon);
      if (part.equals(RUN) || part.equals(PATH) || part.equals(ROW) || files.contains(part)) {
        return new FieldRef(part, text.substring(colon + 1));
      }
    }
    return new FieldRef(RUN, text);
  }

  @Override
  public String toString() {
    return part.equals(RUN) ? key : part + ":" + key;
  }
}
