package tools.peak.lake.ingest;

/** What happens to a run that the lake holds from the same folder, with other content. */
public enum OnConflict {
  /** The new content takes the old one's place; as-of still finds the old. */
  REPLACE,
  /** The lake's content stays, and the run is counted as skipped. */
  SKIP,
  /** The pass ends with an error that names the run; its batch is not loaded. */
  FAIL
}
