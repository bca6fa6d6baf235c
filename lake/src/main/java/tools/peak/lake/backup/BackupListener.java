package tools.peak.lake.backup;

/** Is told how a backup or a restore gets on, now and then, on the thread that called it. */
@FunctionalInterface
public interface BackupListener {
  /** Nobody wants to know. */
  BackupListener NONE = (done, total) -> {};

  /** How many bytes are done, of how many. */
  void progress(long done, long total);
}
