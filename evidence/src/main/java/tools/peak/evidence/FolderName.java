package tools.peak.evidence;

/** A run's folder is named after its id, but an id may be any text and a path must not. */
public final class FolderName {
  private static final int MAX_LENGTH = 120;

  private FolderName() {}

  /** The id with everything but ASCII letters, digits, {@code _}, {@code -} and {@code .} as _. */
  public static String of(String runId) {
    String safe = runId.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^\\.+", "_");
    return safe.length() <= MAX_LENGTH ? safe : safe.substring(0, MAX_LENGTH);
  }
}
