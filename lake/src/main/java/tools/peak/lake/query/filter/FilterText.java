package tools.peak.lake.query.filter;

import tools.peak.lake.LakeException;

/**
 * A text that somebody wrote, kept so that an error can point into it.
 *
 * @param what what the text is, such as {@code filter} or {@code order}
 * @param text as it was written
 * @param bound what each {@code ?} in it stands for
 */
record FilterText(String what, String text, BoundValues bound) {
  private static final int EXCERPT = 60;

  FilterText(String what, String text) {
    this(what, text, BoundValues.NONE);
  }

  /** An error at an offset of the text: one line that names the column, counted from 1. */
  LakeException error(int offset, String message) {
    int column = text.codePointCount(0, Math.min(offset, text.length())) + 1;
    return LakeException.invalid(
        what, "%s (column %s of the %s: %s)".formatted(message, column, what, excerpt(offset)));
  }

  private String excerpt(int offset) {
    String line = text.replaceAll("\\s", " ");
    if (line.length() <= EXCERPT) {
      return line;
    }
    int start = Math.max(0, Math.min(offset - EXCERPT / 3, line.length() - EXCERPT));
    int end = Math.min(line.length(), start + EXCERPT);
    return (start > 0 ? "…" : "") + line.substring(start, end) + (end < line.length() ? "…" : "");
  }
}
