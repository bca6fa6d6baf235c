package tools.peak.lake.ingest;

import java.util.concurrent.atomic.AtomicLong;
import tools.peak.lake.catalog.RunNotices;

/** What a pass has done so far. Several threads count. */
final class IngestCounts {
  final AtomicLong found = new AtomicLong();
  final AtomicLong added = new AtomicLong();
  final AtomicLong replaced = new AtomicLong();
  final AtomicLong unchanged = new AtomicLong();
  final AtomicLong skipped = new AtomicLong();
  final AtomicLong held = new AtomicLong();
  final AtomicLong purged = new AtomicLong();
  final AtomicLong waiting = new AtomicLong();
  final AtomicLong rejected = new AtomicLong();
  final AtomicLong newlyRejected = new AtomicLong();
  final AtomicLong notices = new AtomicLong();
  final AtomicLong notRead = new AtomicLong();
  final AtomicLong passedOver = new AtomicLong();

  long loaded() {
    return added.get() + replaced.get();
  }

  long done() {
    return loaded()
        + unchanged.get()
        + skipped.get()
        + held.get()
        + purged.get()
        + waiting.get()
        + rejected.get()
        + passedOver.get();
  }

  /** Counts a batch that was loaded. */
  void add(Batch batch, MergePlan plan) {
    added.addAndGet(plan.count(MergeAction.Insert.class));
    replaced.addAndGet(plan.count(MergeAction.Replace.class));
    unchanged.addAndGet(plan.count(MergeAction.Unchanged.class));
    unchanged.addAndGet(plan.count(MergeAction.Refresh.class)); // its content is as it was
    skipped.addAndGet(plan.count(MergeAction.Skip.class));
    held.addAndGet(plan.count(MergeAction.Held.class));
    purged.addAndGet(plan.count(MergeAction.Purged.class));
    rejected.addAndGet(plan.count(MergeAction.Refuse.class));
    rejected.addAndGet(batch.rejects().size());
    plan.present().forEach(run -> add(RunNotices.Count.of(run.notices())));
  }

  /** Counts the notices of a run that is in the lake. */
  void add(RunNotices.Count count) {
    notices.addAndGet(count.all());
    notRead.addAndGet(count.notRead());
  }

  /** How far the pass is; {@code all} says whether all there is was found. */
  IngestListener.Progress progress(boolean all, double seconds) {
    return new IngestListener.Progress(found.get(), all, done(), loaded(), rejected.get(), seconds);
  }

  /** What the pass did. */
  IngestResult result(boolean interrupted, double seconds, String snapshot) {
    return new IngestResult(
        added.get(),
        replaced.get(),
        unchanged.get(),
        skipped.get(),
        held.get(),
        purged.get(),
        waiting.get(),
        rejected.get(),
        newlyRejected.get(),
        notices.get(),
        passedOver.get(),
        notRead.get(),
        interrupted,
        seconds,
        snapshot);
  }
}
