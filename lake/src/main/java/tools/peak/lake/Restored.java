package tools.peak.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.backup.Backup;
import tools.peak.lake.backup.BackupListener;
import tools.peak.lake.backup.Restore;
import tools.peak.lake.backup.RestoreResult;
import tools.peak.lake.table.TableSnapshot;
import tools.peak.lake.upkeep.VerifyReport;
import tools.peak.storage.local.TemporaryFolder;

/** Lakes that come back from a backup. */
public final class Restored {
  private Restored() {}

  /**
   * Brings a version of a lake back into a folder of its own, where it opens as any other. The lake
   * that it was backed up from is not touched, and need not be there.
   *
   * @param version the newest, if none is given
   * @throws LakeException if there is no such version, something of it is missing or damaged, or
   *     something else lies in the folder
   */
  public static RestoreResult to(
      Path folder, Backup from, OptionalLong version, BackupListener listener) {
    return Restore.of(from, folder, version, Clock.systemUTC(), Restored::settle, listener);
  }

  private static void settle(Path folder) {
    Relocated _ = Lake.relocate(folder);
    try (Lake lake = Lake.open(folder)) {
      List<String> damages = lake.catalog().read(at -> at.damages());
      if (!damages.isEmpty()) {
        throw new LakeException(
            Code.IO, folder + ": the catalog that was backed up is damaged: " + damages.getFirst());
      }
    }
  }

  /**
   * What a drill found.
   *
   * @param restored what was brought back, and is gone again
   * @param verified the restored lake, each byte of it
   * @param rows of each table whose count is not the one of the backup, as found
   */
  public record Drill(RestoreResult restored, VerifyReport verified, Map<String, Long> rows) {
    public Drill {
      rows = Map.copyOf(rows);
    }

    /** Whether the backup would bring the lake back. */
    public boolean isWhole() {
      return verified.isClean() && rows.isEmpty();
    }
  }

  /**
   * Tries a backup: brings its newest version back to a temporary place, looks at each byte and
   * counts rows, and takes it away again.
   *
   * @param parent where there is room for the lake
   */
  public static Drill drill(Backup from, Path parent, BackupListener listener) {
    Path folder;
    try {
      folder = Files.createTempDirectory(parent, "peak-drill-");
    } catch (IOException e) {
      throw DiskFailure.of(parent.toString(), e);
    }
    try {
      Path lake = folder.toAbsolutePath().normalize().resolve("lake");
      RestoreResult restored = to(lake, from, OptionalLong.empty(), listener);
      try (Lake opened = Lake.open(lake)) {
        Map<String, Long> other = new TreeMap<>();
        opened
            .snapshot()
            .tables()
            .forEach(
                (table, snapshot) -> {
                  if (!isAsCounted(snapshot, restored.rows().get(table.tableName()))) {
                    other.put(table.tableName(), snapshot.rows());
                  }
                });
        return new Drill(restored, opened.verify(), other);
      }
    } finally {
      TemporaryFolder.delete(folder);
    }
  }

  private static boolean isAsCounted(TableSnapshot snapshot, @Nullable Long rows) {
    return Objects.requireNonNullElse(rows, 0L) == snapshot.rows();
  }
}
