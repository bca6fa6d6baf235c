package tools.peak.lake.upkeep;

/** Is told how a compaction gets on. */
@FunctionalInterface
public interface CompactionListener {
  /** Nobody listens. */
  CompactionListener NONE = (_, _) -> {};

  /** So many files of so many are merged; the whole grows where merged files are merged again. */
  void update(long done, long total);
}
