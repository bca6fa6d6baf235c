package tools.peak.lake.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;
import tools.peak.evidence.folder.FolderWalk;
import tools.peak.evidence.folder.RunFolder;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;

/** Walks on a thread of its own, and hands over what it finds in portions. */
final class FolderQueue implements AutoCloseable {
  private static final int PORTION = 256;
  private static final int PORTIONS_AHEAD = 64;

  private final BlockingQueue<Portion> queue = new ArrayBlockingQueue<>(PORTIONS_AHEAD);
  private final Counts counts;
  private final Thread thread;

  /**
   * A part of what was found; the last one says so.
   *
   * @param passedOver with the last: how many folders hold files, are no run, and lie in none
   * @param failure what ended the walk early
   */
  record Portion(
      List<RunFolder> folders,
      List<Unreadable> unreadable,
      boolean last,
      long passedOver,
      @Nullable Throwable failure) {}

  /** A folder that could not be looked into. */
  record Unreadable(String path, Problem problem) {}

  private FolderQueue(FolderWalk walk, Counts counts) {
    this.counts = counts;
    this.thread = Thread.ofPlatform().daemon().name("peak-walk").unstarted(() -> walk(walk));
  }

  static FolderQueue start(FolderWalk walk, Counts counts) {
    FolderQueue queue = new FolderQueue(walk, counts);
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

  private void walk(FolderWalk walk) {
    Collector collector = new Collector();
    try {
      long passedOver = walk.forEach(collector);
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

  private final class Collector implements FolderWalk.Visitor {
    private List<RunFolder> folders = new ArrayList<>(PORTION);
    private List<Unreadable> unreadable = new ArrayList<>();

    @Override
    public void folder(RunFolder folder) throws InterruptedException {
      folders.add(folder);
      long _ = counts.found.incrementAndGet();
      if (folders.size() == PORTION) {
        hand(false, 0, null);
      }
    }

    @Override
    public void unreadable(java.nio.file.Path path, Problem problem) {
      unreadable.add(new Unreadable(path.toString(), problem));
      long _ = counts.found.incrementAndGet();
    }

    void hand(boolean last, long passedOver, @Nullable Throwable failure)
        throws InterruptedException {
      queue.put(new Portion(folders, unreadable, last, passedOver, failure));
      folders = new ArrayList<>(PORTION);
      unreadable = new ArrayList<>();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
