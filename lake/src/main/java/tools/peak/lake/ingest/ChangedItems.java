package tools.peak.lake.ingest;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.catalog.RunNotices;
import tools.peak.lake.telemetry.LakeSignals;
import tools.peak.lake.telemetry.LakeTelemetry;

/** Tells which items have to be read: those that are neither unchanged nor still being written. */
final class ChangedItems {
  private final Catalog catalog;
  private final IngestOptions options;
  private final InstantSource clock;
  private final LakeTelemetry telemetry;
  private final KnownRejects rejects;
  private final UnfinishedItems unfinished;
  private final IngestCounts counts;
  private final Map<String, RunNotices.Count> notices;
  private final Set<String> readBefore = new HashSet<>();

  ChangedItems(
      Catalog catalog,
      IngestOptions options,
      InstantSource clock,
      LakeTelemetry telemetry,
      KnownRejects rejects,
      UnfinishedItems unfinished,
      IngestCounts counts) {
    this.catalog = catalog;
    this.options = options;
    this.clock = clock;
    this.telemetry = telemetry;
    this.rejects = rejects;
    this.unfinished = unfinished;
    this.counts = counts;
    this.notices = catalog.read(moment -> moment.notices().countsByPath());
  }

  List<RunSource.Item> of(List<RunSource.Item> items) {
    List<String> ids = items.stream().map(RunSource.Item::id).toList();
    Map<String, RunIndex.Source> known = catalog.read(moment -> moment.runs().sources(ids));
    Set<String> wanted =
        options.restorePurged() ? catalog.read(moment -> moment.runs().stripped()) : Set.of();
    List<RunSource.Item> changed = new ArrayList<>();
    long unchanged = 0;
    for (RunSource.Item item : items) {
      String id = item.id();
      if (rejects.contains(id)) {
        rejects.saw(id);
      } else if (!options.checkContent() && isSame(item, known.get(id), wanted)) {
        unchanged++;
        counts.add(notices.getOrDefault(id, RunNotices.Count.NONE));
        continue;
      }
      if (item.isComplete(clock.instant(), options.settle())) {
        if (known.containsKey(id)) {
          readBefore.add(id);
        }
        changed.add(item);
      } else {
        unfinished.add(item);
      }
    }
    long _ = counts.unchanged.addAndGet(unchanged);
    LakeSignals signals = telemetry.on();
    if (signals != null && !options.dryRun()) {
      signals.runs("unchanged", unchanged);
    }
    return changed;
  }

  /** Whether an item that has to be read was read before; to be asked once. */
  boolean wasReadBefore(RunSource.Item item) {
    return readBefore.remove(item.id());
  }

  private static boolean isSame(
      RunSource.Item item, RunIndex.@Nullable Source known, Set<String> wanted) {
    return known != null
        && item.fingerprint().equals(known.fingerprint())
        && !wanted.contains(known.runId());
  }
}
