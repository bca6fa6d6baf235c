package tools.peak.lake.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.peak.evidence.Problem;
import tools.peak.evidence.folder.Reading;

/** Reads items on several threads, so many ahead of who takes them as memory allows. */
final class ItemReaders implements AutoCloseable {
  private static final int ITEMS_A_TASK = 16;
  private static final long BYTES_A_TASK = 2L << 20;

  private final ExecutorService threads;
  private final long bytesAhead;

  /**
   * Readers.
   *
   * @param bytesAhead how much is read, by the items' weights, before it is taken
   */
  ItemReaders(int count, long bytesAhead) {
    this.threads = Executors.newFixedThreadPool(count, Thread.ofPlatform().daemon().factory());
    this.bytesAhead = bytesAhead;
  }

  /** What came of an item. */
  sealed interface Outcome {
    RunSource.Item item();

    record Read(RunSource.Item item, Reading reading) implements Outcome {}

    /** It changed while it was read. */
    record Changed(RunSource.Item item) implements Outcome {}

    /** There was no memory left, be it for this item or for what was in memory beside it. */
    record OutOfMemory(RunSource.Item item) implements Outcome {}
  }

  /** Takes outcomes, in the order of the items. */
  interface Taker {
    void take(Outcome outcome) throws InterruptedException;
  }

  private record Task(Future<List<Outcome>> outcomes, long bytes) {}

  void read(List<RunSource.Item> items, Taker taker) throws InterruptedException {
    Iterator<RunSource.Item> left = items.iterator();
    Queue<Task> ahead = new ArrayDeque<>();
    long bytes = 0;
    while (left.hasNext() || !ahead.isEmpty()) {
      while (left.hasNext() && (bytes < bytesAhead || ahead.isEmpty())) {
        Task task = begin(left);
        ahead.add(task);
        bytes += task.bytes();
      }
      Task task = ahead.remove();
      bytes -= task.bytes();
      for (Outcome outcome : await(task.outcomes())) {
        taker.take(outcome);
      }
    }
  }

  private Task begin(Iterator<RunSource.Item> left) {
    List<RunSource.Item> some = new ArrayList<>(ITEMS_A_TASK);
    long bytes = 0;
    while (left.hasNext() && some.size() < ITEMS_A_TASK && bytes < BYTES_A_TASK) {
      RunSource.Item item = left.next();
      some.add(item);
      bytes += item.weight();
    }
    return new Task(threads.submit(() -> read(some)), bytes);
  }

  private static List<Outcome> read(List<RunSource.Item> items) throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>(items.size());
    for (RunSource.Item item : items) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      outcomes.add(read(item));
    }
    return outcomes;
  }

  /** An item that brings its reader down is that item's trouble, not its neighbours'. */
  private static Outcome read(RunSource.Item item) {
    try {
      return item.read()
          .<Outcome>map(reading -> new Outcome.Read(item, reading))
          .orElseGet(() -> new Outcome.Changed(item));
    } catch (CancellationException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      return new Outcome.OutOfMemory(item);
    } catch (RuntimeException e) {
      Problem problem = new Problem.Unreadable(item.id(), "Peak can't read it: " + e);
      return new Outcome.Read(item, new Reading.Refused(null, List.of(problem)));
    }
  }

  private static List<Outcome> await(Future<List<Outcome>> outcomes) throws InterruptedException {
    try {
      return outcomes.get();
    } catch (ExecutionException e) {
      throw Failures.of("reading", e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
