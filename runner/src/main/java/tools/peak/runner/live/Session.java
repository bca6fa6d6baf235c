package tools.peak.runner.live;

import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.peak.runner.live.SessionResult.Ending;
import tools.peak.runner.live.feed.Feed;
import tools.peak.runner.live.feed.FeedException;
import tools.peak.runner.live.feed.FeedItem;
import tools.peak.runner.live.journal.Header;
import tools.peak.runner.live.journal.Journal;
import tools.peak.runner.live.journal.SessionState;
import tools.peak.runner.live.trade.SimulatedBroker;
import tools.peak.telemetry.LogContext;
import tools.peak.telemetry.RunTelemetry;

/**
 * A paper session from its first bar to its run folder. It runs on the calling thread, and ends
 * when the feed does, when the thread is interrupted, or when the kill switch is pulled.
 */
public final class Session {
  /** How often is looked for a kill file, and what was written handed over. */
  private static final Duration TICK = Duration.ofMillis(100);

  private static final Duration STATE = Duration.ofSeconds(1);

  private final SessionRequest request;
  private final KillSwitch killSwitch;
  private final SessionListener listener;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;

  /**
   * A session that has not begun.
   *
   * @param random names it
   */
  public Session(
      SessionRequest request,
      KillSwitch killSwitch,
      SessionListener listener,
      InstantSource clock,
      LongSupplier nanoTime,
      RandomGenerator random) {
    this.request = request;
    this.killSwitch = killSwitch;
    this.listener = listener;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.random = random;
  }

  /**
   * Runs it.
   *
   * @throws SessionRefused if a kill file lies there
   * @throws IOException if the journal or the run folder can't be written; {@link Recovery} makes
   *     the folder of what the journal holds
   */
  public SessionResult run(Feed feed) throws IOException {
    if (killSwitch.fileIsThere()) {
      throw new SessionRefused(
          "the kill file "
              + killSwitch.file()
              + " lies there: look why somebody put it there, then delete it");
    }
    Instant began = clock.instant();
    String id = SessionIds.of(request.strategy().kind(), began, random);
    Header header = SessionHeader.of(request, id, began, feed.source());
    try (Journal journal = Journal.begin(request.resultsDir(), header)) {
      Running running = new Running(feed, id, journal);
      LogContext belongs = LogContext.current().withRun(id).withSession(id);
      try (Scope _ = belongs.withStrategy(request.strategy().kind().text()).makeCurrent();
          RunTelemetry telemetry = RunTelemetry.open(journal.folder().spans());
          Scope _ = telemetry.context().makeCurrent()) {
        running.toItsEnd();
      }
      journal.closeFile();
      Evidence evidence = Evidence.write(journal.folder());
      return new SessionResult(
          running.ending, running.detail, running.state, evidence.folder(), evidence.points());
    }
  }

  /** The session while it runs. */
  private final class Running {
    private final Feed feed;
    private final Journal journal;
    private final Cycle cycle;
    private final Vitals vitals;
    private long lastTick;
    private long lastState;
    private boolean stalling;
    private boolean paced;
    private long paceBegan;
    private long firstMicros;
    private Ending ending = Ending.END_OF_FEED;
    private @Nullable String detail;
    private SessionState state;

    Running(Feed feed, String id, Journal journal) {
      this.feed = feed;
      this.journal = journal;
      SimulatedBroker broker =
          new SimulatedBroker(
              request.broker(), request.costs(), new Random(request.broker().seed()));
      Desk desk = new Desk(request, id, broker, journal);
      this.cycle = new Cycle(request, desk, journal, new Observed(request, nanoTime), killSwitch);
      this.vitals = new Vitals(request, desk, cycle, killSwitch, clock, nanoTime);
      this.state = vitals.state();
      this.lastTick = nanoTime.getAsLong();
      this.lastState = lastTick - STATE.toNanos();
    }

    void toItsEnd() throws IOException {
      ending = run();
      if (ending == Ending.KILLED && !cycle.isEnded()) {
        cycle.kill(String.valueOf(killSwitch.reason()));
        vitals.cycled();
      }
      tick(true);
      journal.end(detail == null ? ending.text() : ending.text() + ": " + detail);
    }

    private Ending run() throws IOException {
      while (true) {
        tick(false);
        String killed = killSwitch.reason();
        if (killed != null) {
          detail = killed;
          return Ending.KILLED;
        }
        if (Thread.interrupted()) {
          return Ending.STOPPED;
        }
        FeedItem item;
        try {
          item = feed.next(TICK);
        } catch (InterruptedException _) {
          // Told to end; what is left to write must not be interrupted again.
          return Ending.STOPPED;
        } catch (IOException | FeedException e) {
          detail = e.getMessage();
          return Ending.FEED_FAILED;
        }
        if (item != null) {
          take(item);
        } else if (feed.isOver()) {
          return Ending.END_OF_FEED;
        } else if (vitals.isStale() && !stalling) {
          stalling = true;
          Double age = vitals.dataAge();
          cycle.stalled(age == null ? 0 : age);
          vitals.cycled();
        }
      }
    }

    private void take(FeedItem item) throws IOException {
      if (item instanceof FeedItem.Bar bar && !isDue(bar)) {
        return; // it ended while it waited for the bar's time
      }
      stalling = false;
      vitals.arrived();
      cycle.of(item, vitals.permission());
      vitals.cycled();
    }

    /** Waits for a bar's time in a replay; false if the session is to end first. */
    private boolean isDue(FeedItem.Bar bar) throws IOException {
      if (!request.speed().waits()) {
        return true;
      }
      if (!paced) {
        paced = true;
        paceBegan = nanoTime.getAsLong();
        firstMicros = bar.micros();
      }
      double due = request.speed().nanos(bar.micros() - firstMicros);
      while (true) {
        double left = due - (nanoTime.getAsLong() - paceBegan);
        if (left <= 0) {
          return true;
        }
        LockSupport.parkNanos((long) Math.min(left, (double) TICK.toNanos()));
        tick(false);
        if (killSwitch.reason() != null || Thread.currentThread().isInterrupted()) {
          return false;
        }
      }
    }

    /** What is done some times a second, however fast bars come. */
    private void tick(boolean last) throws IOException {
      long now = nanoTime.getAsLong();
      if (!last && now - lastTick < TICK.toNanos()) {
        return;
      }
      lastTick = now;
      killSwitch.look();
      state = vitals.state();
      vitals.gauge(state);
      if (last || now - lastState >= STATE.toNanos()) {
        lastState = now;
        journal.state(state);
      }
      journal.flush();
      listener.stands(state);
    }
  }
}
