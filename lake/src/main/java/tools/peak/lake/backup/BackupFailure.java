package tools.peak.lake.backup;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.storage.object.ObjectStore;

/** What a place of backups refuses, in one line. */
final class BackupFailure {
  private BackupFailure() {}

  /**
   * Something could not be read or written there.
   *
   * @param name the object
   * @param next what is safe next
   */
  static LakeException of(ObjectStore store, String name, IOException e, String next) {
    String object = name.isEmpty() ? store.address() : store.address() + "/" + name;
    return new LakeException(Code.IO, object + ": " + reason(e) + "; " + next, e);
  }

  static LakeException notABackup(ObjectStore store, String reason) {
    return new LakeException(Code.NOT_A_BACKUP, store.address() + ": " + reason);
  }

  static String reason(IOException e) {
    String text = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    if (text.toLowerCase(Locale.ROOT).contains("no space left")) {
      return "disk full";
    }
    return switch (e) {
      case NoSuchFileException _ -> "it is gone";
      case AccessDeniedException _ -> "no permission";
      case FileSystemException file when file.getReason() != null -> file.getReason();
      default -> text;
    };
  }
}
