package tools.peak.cli.command.stack.verify;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks all checks together, again and again, until all are found or the time is over. */
public final class Polling {
  private static final double NANOS = 1e9;
  private static final Answer.Missing UNASKED =
      new Answer.Missing("no answer yet", "it takes connections and says nothing: see its logs");

  private final Duration pause;

  /**
   * @param pause between two questions of one check
   */
  public Polling(Duration pause) {
    this.pause = pause;
  }

  /** In the order of the checks. It ends by the timeout even where a program never answers. */
  public List<Outcome> run(Web web, List<Check> checks, Duration timeout)
      throws InterruptedException {
    long began = System.nanoTime();
    ConcurrentHashMap<Integer, Outcome> last = new ConcurrentHashMap<>();
    CountDownLatch open = new CountDownLatch(checks.size());
    List<Thread> askers = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      int number = i;
      Check check = checks.get(i);
      last.put(number, new Outcome(check, UNASKED, 0));
      askers.add(
          Thread.startVirtualThread(
              () -> {
                while (!Thread.currentThread().isInterrupted()) {
                  Answer answer = ask(web, check);
                  Outcome outcome = new Outcome(check, answer, (System.nanoTime() - began) / NANOS);
                  if (Thread.currentThread().isInterrupted()) {
                    return;
                  }
                  last.put(number, outcome);
                  if (outcome.isFound() || !rested()) {
                    break;
                  }
                }
                open.countDown();
              }));
    }
    try {
      boolean _ = open.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      askers.forEach(Thread::interrupt);
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      outcomes.add(last.getOrDefault(i, new Outcome(checks.get(i), UNASKED, 0)));
    }
    return outcomes;
  }

  private boolean rested() {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Answer ask(Web web, Check check) {
    try {
      return check.question().ask(web);
    } catch (ConnectException e) {
      return new Answer.Missing(
          "takes no connection", "it is not up, or has another address: peak stack up");
    } catch (HttpTimeoutException e) {
      return UNASKED;
    } catch (IOException e) {
      return new Answer.Missing(
          String.valueOf(e.getMessage()), "something else listens at this address, or it restarts");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNASKED;
    }
  }
}
