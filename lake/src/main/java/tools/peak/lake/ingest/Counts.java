package tools.peak.lake.ingest;

import java.util.concurrent.atomic.AtomicLong;

/** What a pass has done so far. Several threads count. */
final class Counts {
  final AtomicLong found = new AtomicLong();
  final AtomicLong added = new AtomicLong();
  final AtomicLong replaced = new AtomicLong();
  final AtomicLong unchanged = new AtomicLong();
  final AtomicLong skipped = new AtomicLong();
  final AtomicLong purged = new AtomicLong();
  final AtomicLong waiting = new AtomicLong();
  final AtomicLong rejected = new AtomicLong();
  final AtomicLong newlyRejected = new AtomicLong();
  final AtomicLong notices = new AtomicLong();
  final AtomicLong passedOver = new AtomicLong();

  long loaded() {
    return added.get() + replaced.get();
  }

  long done() {
    return loaded()
        + unchanged.get()
        + skipped.get()
        + purged.get()
        + waiting.get()
        + rejected.get()
        + passedOver.get();
  }

  void add(Decisions decisions) {
    added.addAndGet(decisions.count(Verdict.Add.class));
    replaced.addAndGet(decisions.count(Verdict.Replace.class));
    unchanged.addAndGet(decisions.count(Verdict.Unchanged.class));
    unchanged.addAndGet(decisions.count(Verdict.Retell.class)); // telemetry is no evidence
    skipped.addAndGet(decisions.count(Verdict.Skip.class));
    purged.addAndGet(decisions.count(Verdict.Purged.class));
    rejected.addAndGet(decisions.count(Verdict.Refuse.class));
    notices.addAndGet(decisions.notices());
  }
}
