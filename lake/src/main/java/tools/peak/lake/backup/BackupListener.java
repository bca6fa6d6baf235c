package tools.peak.lake.backup;

/** Is told how a backup or a restore gets on, by several threads. */
@FunctionalInterface
public interface BackupListener {
  /** Nobody listens. */
  BackupListener NONE = (_, _) -> {};

  /** So many files of so many are done. */
  void update(long done, long total);
}
