package tools.peak.lake;

/** The moments of a write at which a crash must leave the lake as it was, or as it will be. */
public enum FailPoint {
  BEFORE_COPY,
  AFTER_COPY,
  BEFORE_METADATA,
  AFTER_METADATA,
  BEFORE_COMMIT,
  AFTER_COMMIT,
  BEFORE_CATALOG,
  AFTER_CATALOG,
  BEFORE_REMOVAL,
  AMID_REMOVAL,
  AFTER_REMOVAL;

  /** Is told when a moment comes. Tests end the process there; nobody else listens. */
  @FunctionalInterface
  public interface Listener {
    /** Called in the thread that writes. */
    void reached(FailPoint milestone);

    /** Nobody listens. */
    static Listener none() {
      return milestone -> {};
    }
  }
}
