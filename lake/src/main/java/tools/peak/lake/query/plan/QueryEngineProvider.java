package tools.peak.lake.query.plan;

import java.nio.file.Path;

/** Brings a {@link QueryEngine}; found on the class path by the service loader. */
public interface QueryEngineProvider {
  /**
   * What an engine may use.
   *
   * @param threads how many threads all questions together use
   * @param memoryBytes how much memory they use; what is sorted or grouped beyond it goes to
   *     temporary files
   * @param temporary a folder for those, made when one is needed
   * @param cache a folder for copies of data files that are read faster
   */
  record Resources(int threads, long memoryBytes, Path temporary, Path cache) {}

  /** Opens nothing before the first question. */
  QueryEngine open(Resources resources);
}
