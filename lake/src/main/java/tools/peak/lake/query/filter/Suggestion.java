package tools.peak.lake.query.filter;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class Suggestion {
  private Suggestion() {}

  /** The nearest of the candidates; empty when none is near. */
  public static Optional<String> nearest(String written, Collection<String> candidates) {
    int most = Math.max(1, written.length() / 3);
    return candidates.stream()
        .filter(candidate -> Math.abs(candidate.length() - written.length()) <= most)
        .map(
            candidate ->
                new Distance(
                    candidate,
                    distance(lower(written), lower(candidate)),
                    distance(written, candidate)))
        .filter(distance -> distance.edits() <= most)
        .min(
            Comparator.comparingInt(Distance::edits)
                .thenComparingInt(Distance::editsWithCase)
                .thenComparing(Distance::candidate))
        .map(Distance::candidate);
  }

  private record Distance(String candidate, int edits, int editsWithCase) {}

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Insertions, deletions, replacements and exchanges of neighbours between two texts. */
  private static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      edits[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      edits[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        edits[i][j] = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean exchanged =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (exchanged) {
          edits[i][j] = Math.min(edits[i][j], 1 + edits[i - 2][j - 2]);
        }
      }
    }
    return edits[a.length()][b.length()];
  }
}
