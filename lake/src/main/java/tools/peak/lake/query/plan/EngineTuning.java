package tools.peak.lake.query.plan;

/** An engine's own way to make questions of a version faster. No answer ever rests on it. */
public interface EngineTuning {
  /**
   * Makes copies of the runs that the engine reads faster, in the place of those that it made
   * before. Questions use them from then on, of every version that has the same files.
   *
   * @return their bytes
   */
  long warm(View snapshot);

  /** Deletes those copies. */
  void cool();
}
