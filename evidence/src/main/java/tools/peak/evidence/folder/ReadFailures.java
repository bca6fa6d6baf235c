package tools.peak.evidence.folder;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** Failures of the file system, said to people. */
public final class ReadFailures {
  private ReadFailures() {}

  /** What is wrong, without the path: whoever tells it names the file. */
  public static String reason(Exception e) {
    return switch (e) {
      case DirectoryIteratorException d when d.getCause() != null -> reason(d.getCause());
      case NoSuchFileException _ -> "is gone";
      case AccessDeniedException _ -> "no permission to read it";
      case FileSystemLoopException _ -> "links go round in a circle";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}
