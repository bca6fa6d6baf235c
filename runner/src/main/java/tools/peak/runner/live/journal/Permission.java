package tools.peak.runner.live.journal;

/** What a session may do. */
public enum Permission {
  ALLOWED("allowed"),
  /** No new position: the data are not known to be of now. */
  CLOSE_ONLY("close_only"),
  /** Nothing: the kill switch is on. */
  BLOCKED("blocked");

  private final String text;

  Permission(String text) {
    this.text = text;
  }

  /** The name that metrics, logs and status use. */
  public String text() {
    return text;
  }
}
