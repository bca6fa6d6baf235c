package tools.peak.lake.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;
import tools.peak.lake.LakeException;
import tools.peak.lake.catalog.Rejects.Reject;

/** Searches a source on a thread of its own, and hands over what it finds in portions. */
final class SourceQueue implements AutoCloseable {
  private static final int PORTION = 256;
  private static final int PORTIONS_AHEAD = 64;

  /** How often whoever waits for a portion looks whether the search still lives. */
  private static final long LOOK_MILLIS = 200;

  private final BlockingQueue<Portion> queue = new ArrayBlockingQueue<>(PORTIONS_AHEAD);
  private final IngestCounts counts;
  private final Thread thread;

  /** Set before the thread ends, and needs no memory to be told: it may be a want of it. */
  private volatile @Nullable Throwable failure;

  /**
   * A part of what was found; the last one says so.
   *
   * @param unreadable places that could not be looked into
   * @param passedOver with the last: how many places hold something and are no run
   */
  record Portion(
      List<RunSource.Item> items, List<Reject> unreadable, boolean last, long passedOver) {}

  private SourceQueue(RunSource source, IngestCounts counts) {
    this.counts = counts;
    this.thread = Thread.ofPlatform().daemon().name("peak-walk").unstarted(() -> search(source));
  }

  static SourceQueue start(RunSource source, IngestCounts counts) {
    SourceQueue queue = new SourceQueue(source, counts);
    queue.thread.start();
    return queue;
  }

  /**
   * The next portion; after the last, don't ask again.
   *
   * @throws LakeException if the search died before its end
   */
  Portion take() throws InterruptedException {
    while (true) {
      boolean isOver = !thread.isAlive(); // asked first: what it handed over last is in the queue
      Portion portion = isOver ? queue.poll() : queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (portion != null) {
        return portion;
      }
      if (isOver) {
        throw Failures.of("looking for runs", failure);
      }
    }
  }

  private void search(RunSource source) {
    try {
      Collector collector = new Collector();
      long passedOver = source.find(collector);
      collector.hand(true, passedOver);
    } catch (InterruptedException e) {
      failure = e; // nobody takes any more
    } catch (RuntimeException | Error e) {
      failure = e;
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
        hand(false, 0);
      }
    }

    @Override
    public void unreadable(String id, Problem problem) {
      unreadable.add(new Reject(id, null, List.of(problem)));
      long _ = counts.found.incrementAndGet();
    }

    void hand(boolean last, long passedOver) throws InterruptedException {
      queue.put(new Portion(items, unreadable, last, passedOver));
      items = new ArrayList<>(PORTION);
      unreadable = new ArrayList<>();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
