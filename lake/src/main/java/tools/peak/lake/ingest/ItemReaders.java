package tools.peak.lake.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.peak.evidence.Problem;
import tools.peak.evidence.folder.Reading;

/** Reads items on several threads. */
final class ItemReaders implements AutoCloseable {
  private static final int ITEMS_A_TASK = 16;

  private final ExecutorService threads;

  ItemReaders(int count) {
    this.threads = Executors.newFixedThreadPool(count, Thread.ofPlatform().daemon().factory());
  }

  /**
   * What came of an item.
   *
   * @param reading empty if it changed while it was read
   */
  record Outcome(RunSource.Item item, Optional<Reading> reading) {}

  /** Starts to read; the answers come in the order of the items. */
  List<Future<List<Outcome>>> submit(List<RunSource.Item> items) {
    List<Future<List<Outcome>>> answers = new ArrayList<>();
    for (int from = 0; from < items.size(); from += ITEMS_A_TASK) {
      List<RunSource.Item> some = items.subList(from, Math.min(items.size(), from + ITEMS_A_TASK));
      answers.add(threads.submit(() -> read(some)));
    }
    return answers;
  }

  private static List<Outcome> read(List<RunSource.Item> items) throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>(items.size());
    for (RunSource.Item item : items) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      outcomes.add(new Outcome(item, read(item)));
    }
    return outcomes;
  }

  /** An item that brings its reader down is that item's trouble, not its neighbours'. */
  private static Optional<Reading> read(RunSource.Item item) {
    try {
      return item.read();
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      return Optional.of(
          new Reading.Refused(
              null, List.of(new Problem.Unreadable(item.id(), "Peak can't read it: " + e))));
    }
  }

  /** The answers of a task. */
  static List<Outcome> await(Future<List<Outcome>> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw Failures.of("reading", e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
