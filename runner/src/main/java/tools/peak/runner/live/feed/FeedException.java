package tools.peak.runner.live.feed;

/** A feed that cannot be read at all. The message names it and says what is wrong. */
public final class FeedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FeedException(String source, String problem) {
    super(source + ": " + problem);
  }
}
