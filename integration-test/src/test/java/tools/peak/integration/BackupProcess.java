package tools.peak.integration;

import java.nio.file.Path;
import java.util.OptionalLong;
import tools.peak.fixtures.StoppedObjects;
import tools.peak.lake.Lake;
import tools.peak.lake.backup.BackupListener;
import tools.peak.storage.object.FolderObjects;

/**
 * Backs up a lake, prunes its backup and restores it, and may end at once at a question to the
 * backup's place. Arguments: lake, backup, folder to restore to, how many questions are answered
 * before the end.
 */
final class BackupProcess {
  private static final int KILLED = 137;

  private BackupProcess() {}

  public static void main(String[] args) throws java.io.IOException {
    System.out.write('r');
    System.out.flush();
    if (System.in.read() < 0) { // the parent says when
      return;
    }
    StoppedObjects store =
        new StoppedObjects(
            new FolderObjects(Path.of(args[1])),
            Integer.parseInt(args[3]),
            () -> Runtime.getRuntime().halt(KILLED)); // no shutdown hooks, no flush, no close
    try (Lake lake = Lake.open(Path.of(args[0]))) {
      var _ = lake.backup(store, BackupListener.NONE);
    }
    var _ = Lake.backups(store).prune(1, "");
    var _ =
        Lake.backups(store).restore(Path.of(args[2]), OptionalLong.empty(), BackupListener.NONE);
    System.out.write('d');
    System.out.flush();
  }
}
