package tools.peak.lake.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.Rejects.Reject;

/** Searches a source on a thread of its own, and hands over what it finds in portions. */
final class SourceQueue implements AutoCloseable {
  private static final int PORTION = 256;
  private static final int PORTIONS_AHEAD = 64;

  private final BlockingQueue<Portion> queue = new ArrayBlockingQueue<>(PORTIONS_AHEAD);
  private final IngestCounts counts;
  private final Thread thread;

  /**
   * A part of what was found; the last one says so.
   *
   * @param unreadable places that could not be looked into
   * @param passedOver with the last: how many places hold something and are no run
   * @param failure what ended the search early
   */
  record Portion(
      List<RunSource.Item> items,
      List<Reject> unreadable,
      boolean last,
      long passedOver,
      @Nullable Throwable failure) {}

  private SourceQueue(RunSource source, IngestCounts counts) {
    this.counts = counts;
    this.thread = Thread.ofPlatform().daemon().name("peak-walk").unstarted(() -> search(source));
  }

  static SourceQueue start(RunSource source, IngestCounts counts) {
    SourceQueue queue = new SourceQueue(source, counts);
    queue.thread.start();
    return queue;
  }

  /** The next portion; after the last, don't ask again. */
  Portion take() throws InterruptedException {
    Portion portion = queue.take();
    if (portion.failure() != null) {
      throw new LakeException(Code.IO, "can't walk: " + portion.failure(), portion.failure());
    }
    return portion;
  }

  private void search(RunSource source) {
    Collector collector = new Collector();
    try {
      long passedOver = source.find(collector);
      collector.hand(true, passedOver, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody takes any more
    } catch (RuntimeException | Error e) {
      fail(collector, e);
    }
  }

  /** Whoever waits for the next portion must not wait forever. */
  private static void fail(Collector collector, Throwable failure) {
    try {
      collector.hand(true, 0, failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody takes any more
    }
  }

  private final class Collector implements RunSource.Visitor {
    private List<RunSource.Item> items = new ArrayList<>(PORTION);
    private List<Reject> unreadable = new ArrayList<>();

    @Override
    public void item(RunSource.Item item) throws InterruptedException {
      items.add(item);
      long _ = counts.found.incrementAndGet();
      if (items.size() == PORTION) {
        hand(false, 0, null);
      }
    }

    @Override
    public void unreadable(String id, Problem problem) {
      unreadable.add(new Reject(id, null, List.of(problem)));
      long _ = counts.found.incrementAndGet();
    }

    void hand(boolean last, long passedOver, @Nullable Throwable failure)
        throws InterruptedException {
      queue.put(new Portion(items, unreadable, last, passedOver, failure));
      items = new ArrayList<>(PORTION);
      unreadable = new ArrayList<>();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
