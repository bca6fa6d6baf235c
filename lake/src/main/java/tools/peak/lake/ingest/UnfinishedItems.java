package tools.peak.lake.ingest;

import java.util.ArrayList;
import java.util.List;

/** Items that somebody is still writing: counted, and kept if the pass is to wait for them. */
final class UnfinishedItems {
  private final boolean areKept;
  private final IngestCounts counts;
  private List<RunSource.Item> items = new ArrayList<>();

  UnfinishedItems(boolean areKept, IngestCounts counts) {
    this.areKept = areKept;
    this.counts = counts;
  }

  void add(RunSource.Item item) {
    long _ = counts.waiting.incrementAndGet();
    if (areKept) {
      items.add(item);
    }
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  /** Gives them away as they are now, without those that are gone. */
  List<RunSource.Item> lookAgain() {
    List<RunSource.Item> now = new ArrayList<>();
    for (RunSource.Item item : items) {
      item.look().ifPresent(now::add);
    }
    long _ = counts.waiting.addAndGet(-items.size());
    items = new ArrayList<>();
    return now;
  }
}
