package tools.peak.lake;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import tools.peak.lake.LakeException.Code;

/** What the operating system refused, said to people. */
public final class DiskFailure {
  private DiskFailure() {}

  /**
   * The failure of something that left the lake as it was.
   *
   * @param what the file or folder, or what was done with it
   */
  public static LakeException of(String what, Throwable failure) {
    return new LakeException(
        Code.IO, what + ": " + reason(failure) + "; the lake is as before", failure);
  }

  /** Whether somebody asked this thread to stop, rather than anything being wrong. */
  public static boolean isInterruption(IOException failure) {
    return failure instanceof ClosedByInterruptException
        || failure instanceof FileLockInterruptionException;
  }

  private static String reason(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      if (text.contains("no space left") || text.contains("disk full")) {
        return "disk full";
      }
      if (e instanceof AccessDeniedException denied && denied.getFile() != null) {
        return "no permission to write " + denied.getFile();
      }
      if (text.contains("read-only file system") || text.contains("permission denied")) {
        return "no permission to write";
      }
      if (e instanceof NoSuchFileException gone) {
        return gone.getFile() + " is gone";
      }
      if (e instanceof IOException io && isInterruption(io)) {
        return "interrupted";
      }
    }
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
