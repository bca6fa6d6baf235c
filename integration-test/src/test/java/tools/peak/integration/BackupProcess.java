package tools.peak.integration;

import java.nio.file.Path;
import java.util.OptionalLong;
import tools.peak.lake.Lake;
import tools.peak.lake.Restored;
import tools.peak.lake.backup.Backup;
import tools.peak.lake.backup.BackupListener;

/**
 * Backs up or restores, and is dead when so many files are done. Arguments: {@code backup LAKE
 * PLACE FILES} or {@code restore FOLDER PLACE FILES}.
 */
final class BackupProcess {
  private static final int KILLED = 137;

  private BackupProcess() {}

  public static void main(String[] args) {
    long files = Long.parseLong(args[3]);
    BackupListener death =
        (done, _) -> {
          if (done >= files) {
            Runtime.getRuntime().halt(KILLED);
          }
        };
    Path folder = Path.of(args[1]);
    try (Backup backup = Backup.at(args[2])) {
      if (args[0].equals("restore")) {
        var _ = Restored.to(folder, backup, OptionalLong.empty(), death);
        return;
      }
      try (Lake lake = Lake.open(folder)) {
        var _ = lake.backup(backup, death);
      }
    }
  }
}
