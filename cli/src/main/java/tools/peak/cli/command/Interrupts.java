package tools.peak.cli.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into an interrupt of the command's thread, and gives it a moment to end
 * what it is at and to say how far it came.
 */
public final class Interrupts {
  private static final Duration USUAL = Duration.ofMillis(100);

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Duration patience = USUAL;
  private volatile Runnable last = () -> {};

  private Interrupts() {}

  /** For commands that run inside another program, which interrupts their thread itself. */
  public static Interrupts none() {
    return new Interrupts();
  }

  /** For this process, whose command runs on the calling thread. */
  public static Interrupts ofProcess() {
    Interrupts interrupts = new Interrupts();
    Thread command = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupts.interrupt(command)));
    return interrupts;
  }

  /** Says that the command answers to interrupts, within this time. */
  public void answered(Duration within) {
    patience = within;
  }

  /** What is still to be done when the process is told to end, after the command or without it. */
  public void beforeTheEnd(Runnable action) {
    last = action;
  }

  /** The command ended and everything is written. */
  public void end() {
    ended.countDown();
  }

  private void interrupt(Thread command) {
    if (ended.getCount() == 0) {
      return;
    }
    command.interrupt();
    try {
      boolean _ = ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Nobody interrupts a hook; and if somebody does, then to have the process end.
      Thread.currentThread().interrupt();
    }
    last.run();
  }
}
