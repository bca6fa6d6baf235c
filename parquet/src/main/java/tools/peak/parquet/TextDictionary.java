package tools.peak.parquet;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The different texts of a column, in the order in which they come. */
final class TextDictionary {
  private static final int MAX_ENTRIES = 1 << 15;

  private final Map<String, Integer> entries;
  private final int[] indices;

  private TextDictionary(Map<String, Integer> entries, int[] indices) {
    this.entries = entries;
    this.indices = indices;
  }

  /** The column's dictionary, or null where it would not pay. */
  static @Nullable TextDictionary of(Strings column) {
    Map<String, Integer> entries = new LinkedHashMap<>();
    int[] indices = new int[column.size()];
    int present = 0;
    for (int row = 0; row < indices.length; row++) {
      String text = column.get(row);
      if (text == null) {
        indices[row] = -1;
      } else {
        present++;
        Integer index = entries.putIfAbsent(text, entries.size());
        indices[row] = index == null ? entries.size() - 1 : index;
        if (entries.size() > MAX_ENTRIES) {
          return null;
        }
      }
    }
    return entries.size() <= present / 2 ? new TextDictionary(entries, indices) : null;
  }

  Iterable<String> texts() {
    return entries.keySet();
  }

  int size() {
    return entries.size();
  }

  /** The place of a row's text, or -1 where it is missing. */
  int index(int row) {
    return indices[row];
  }

  /** The bits that a place takes. */
  int width() {
    return Math.max(1, 32 - Integer.numberOfLeadingZeros(entries.size() - 1));
  }
}
