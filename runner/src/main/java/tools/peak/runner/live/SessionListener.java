package tools.peak.runner.live;

import tools.peak.runner.live.journal.SessionState;

/** Is told how a session stands, some times a second, on the session's thread. */
@FunctionalInterface
public interface SessionListener {
  void stands(SessionState state);
}
