package tools.peak.runner.live.journal;

/** How a session is. What is not known is never healthy. */
public enum Health {
  NORMAL("normal"),
  /** Data are stale, missing or not there yet, or telemetry that was asked for is not delivered. */
  DEGRADED("degraded"),
  /** A limit is nearly used up. */
  AT_RISK("at_risk"),
  /** The kill switch is on. */
  HALTED("halted");

  private final String text;

  Health(String text) {
    this.text = text;
  }

  /** The name that metrics, logs and status use. */
  public String text() {
    return text;
  }
}
