package tools.peak.runner.live;

/** A session that must not begin as things are; the message says what to do. */
public final class SessionRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SessionRefused(String message) {
    super(message);
  }
}
