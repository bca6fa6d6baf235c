package tools.peak.lake.ingest;

/** Is told how a pass gets on, now and then, on the thread that called ingest. */
@FunctionalInterface
public interface IngestListener {
  /** Nobody wants to know. */
  IngestListener NONE = progress -> {};

  void progress(Progress progress);

  /**
   * How far a pass is.
   *
   * @param found folders found so far
   * @param walked whether that is all of them
   * @param done folders that are finished: loaded, unchanged, refused or left for later
   * @param loaded runs added or replaced so far
   * @param rejected folders refused so far
   * @param seconds since the pass began
   */
  record Progress(
      long found, boolean walked, long done, long loaded, long rejected, double seconds) {}
}
