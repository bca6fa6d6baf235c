package tools.peak.runner.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.peak.runner.sweep.SweepResult.Failure;

/** Hands out the runs of a sweep to its threads and counts what became of them. */
final class SweepTally {
  private final int total;
  private final SweepListener listener;
  private final AtomicInteger next = new AtomicInteger();
  private final List<Failure> failures = new ArrayList<>();
  private volatile boolean stopped;
  private int written;
  private int failed;

  SweepTally(int total, SweepListener listener) {
    this.total = total;
    this.listener = listener;
    listener.progress(0, 0, total);
  }

  /** The index of a run nobody else has, or −1 if there is none left or the sweep is stopped. */
  int next() {
    if (stopped) {
      return -1;
    }
    int index = next.getAndIncrement();
    return index < total ? index : -1;
  }

  /** From now on no run is handed out. */
  void stop() {
    stopped = true;
  }

  synchronized void addWritten() {
    written++;
    listener.progress(written + failed, failed, total);
  }

  synchronized void addFailed(Failure failure) {
    failed++;
    if (failures.size() < SweepResult.SHOWN_FAILURES) {
      failures.add(failure);
    }
    listener.progress(written + failed, failed, total);
  }

  synchronized int written() {
    return written;
  }

  synchronized int failed() {
    return failed;
  }

  synchronized List<Failure> failures() {
    return List.copyOf(failures);
  }
}
