package tools.peak.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Collects the notices of one run. What a file does a thousand times is told a few times and then
 * counted: a run's notices are for reading, and take no more room than its folder.
 */
public final class Notices {
  private static final int TOLD = 20;

  private final List<Notice> told = new ArrayList<>();
  private final Map<Kind, Integer> counts = new LinkedHashMap<>();

  /** What is counted together. */
  private record Kind(String file, NoticeCode code) {}

  public void add(String file, NoticeCode code, String detail) {
    if (counts.merge(new Kind(file, code), 1, Integer::sum) <= TOLD) {
      told.add(new Notice(file, code, detail));
    }
  }

  /** All that was told so far, in the order in which it was found. */
  public List<Notice> list() {
    List<Notice> list = new ArrayList<>(told);
    counts.forEach(
        (kind, count) -> {
          if (count > TOLD) {
            list.add(
                new Notice(
                    kind.file(),
                    kind.code(),
                    String.format(Locale.ROOT, "and %,d more of this kind", count - TOLD)));
          }
        });
    return list;
  }
}
