package tools.peak.runner.live;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.peak.runner.live.journal.SessionState;

/**
 * A session that is over.
 *
 * @param ending why
 * @param detail the reason of a kill switch, or what broke the feed; else null
 * @param state how it stood last
 * @param folder its run folder
 * @param points of equity
 */
public record SessionResult(
    Ending ending, @Nullable String detail, SessionState state, Path folder, long points) {

  /** Why a session is over. */
  public enum Ending {
    END_OF_FEED("end_of_feed"),
    /** It was told to end: SIGTERM, Ctrl-C. */
    STOPPED("stopped"),
    KILLED("killed"),
    /** The feed can't be read any more. */
    FEED_FAILED("feed_failed");

    private final String text;

    Ending(String text) {
      this.text = text;
    }

    /** The name that the run's meta and status use. */
    public String text() {
      return text;
    }
  }
}
