package tools.peak.lake.catalog;

/** Tags and notes of runs. The last write is in force; what it replaced stays for as-of. */
public interface Tags {
  /** Sets a tag. */
  void set(String runId, String key, String value, String setBy);
}
