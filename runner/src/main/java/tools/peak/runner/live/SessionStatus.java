package tools.peak.runner.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.runner.live.journal.Health;
import tools.peak.runner.live.journal.JournalFolder;
import tools.peak.runner.live.journal.LastWord;
import tools.peak.runner.live.journal.SessionState;

/**
 * How a session stands by its journal.
 *
 * @param ending why it is over; null if it is not
 * @param state what it said last; null if it never did
 * @param isStale whether a session that is not over says nothing, or has had no bar for too long
 */
public record SessionStatus(
    String runId,
    Phase phase,
    @Nullable String ending,
    @Nullable SessionState state,
    boolean isStale) {
  /** A session that runs says something every second: silence for so long is none. */
  private static final long SILENCE = 10_000;

  /** Where a session is. */
  public enum Phase {
    RUNNING("running"),
    ENDED("ended"),
    /** Its process ended before it could: {@link Recovery} is next. */
    GONE("gone");

    private final String text;

    Phase(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /**
   * Those in {@code results} that run; if none does, the last.
   *
   * @param now milliseconds since the epoch
   */
  public static List<SessionStatus> in(Path results, long now) throws IOException {
    List<SessionStatus> running = new ArrayList<>();
    SessionStatus last = null;
    FileTime lastTime = FileTime.fromMillis(Long.MIN_VALUE);
    for (JournalFolder folder : JournalFolder.in(results)) {
      SessionStatus status = of(LastWord.of(folder), now);
      if (status.phase == Phase.RUNNING) {
        running.add(status);
      }
      FileTime time = Files.getLastModifiedTime(folder.journal());
      if (time.compareTo(lastTime) >= 0) {
        last = status;
        lastTime = time;
      }
    }
    return !running.isEmpty() ? running : last == null ? List.of() : List.of(last);
  }

  private static SessionStatus of(LastWord word, long now) {
    Phase phase = word.alive() ? Phase.RUNNING : word.end() == null ? Phase.GONE : Phase.ENDED;
    SessionState state = word.state();
    boolean stale =
        switch (phase) {
          case GONE -> true;
          case ENDED -> false;
          case RUNNING -> {
            Long age = state == null ? null : state.cycleAge(now);
            yield state != null
                && (now - state.at() > SILENCE || (age != null && age > state.dataAgeLimit()));
          }
        };
    return new SessionStatus(word.header().runId(), phase, word.end(), state, stale);
  }

  /** Whether it is neither halted nor stale. */
  public boolean isWell() {
    return !isStale && (state == null || state.health() != Health.HALTED);
  }
}
