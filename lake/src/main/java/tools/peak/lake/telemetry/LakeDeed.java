package tools.peak.lake.telemetry;

/**
 * The deeds of upkeep that are watched: each has a span, how long it took, and when it last
 * succeeded.
 */
public enum LakeDeed {
  BACKUP("backup", "a backup"),
  BACKUP_VERIFY("backup.verify", "a verification of a backup"),
  BACKUP_PRUNE("backup.prune", "a pruning of a backup"),
  BACKUP_DRILL("backup.drill", "a drill of a restore"),
  RESTORE("restore", "a restore"),
  COMPACT("compact", "a compaction"),
  EXPIRE("expire", "an expiry of versions"),
  ORPHANS("orphans", "a deletion of files that nothing names");

  private final String span;
  private final String what;

  LakeDeed(String name, String what) {
    this.span = "lake." + name;
    this.what = what;
  }

  String span() {
    return span;
  }

  LakeMetric duration() {
    return LakeMetric.duration(span + ".duration", "How long " + what + " took.");
  }

  LakeMetric completed() {
    return LakeMetric.moment(
        span + ".completed", "When " + what + " last succeeded, in seconds since 1970.");
  }
}
