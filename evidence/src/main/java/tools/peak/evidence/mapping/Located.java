package tools.peak.evidence.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;
import tools.peak.evidence.artifact.FileEntry;
import tools.peak.evidence.folder.ReadFailures;

/**
 * A file of a run, as one look found it.
 *
 * @param name its path from the folder of the file that makes the run, for messages and artifacts
 * @param folder where it lies
 * @param entry null if it is missing or not to be read
 * @param problem why it is not to be read; null if it is, or is missing
 */
record Located(String name, Path folder, @Nullable FileEntry entry, @Nullable Problem problem) {

  /** Looks at a file; nothing outside of these folders is ever looked into. */
  static Located at(String name, Path path, List<Path> roots) {
    Path folder = path.getParent() == null ? path : path.getParent();
    try {
      BasicFileAttributes own =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Path real = path.toRealPath();
      if (roots.stream().noneMatch(real::startsWith)) {
        return refused(
            name,
            folder,
            new Problem.LinkLeavesTree(name, real.toString(), String.valueOf(real.getParent())));
      }
      BasicFileAttributes attributes =
          own.isSymbolicLink() ? Files.readAttributes(real, BasicFileAttributes.class) : own;
      if (!attributes.isRegularFile()) {
        return refused(name, folder, new Problem.Unreadable(name, "is no regular file"));
      }
      return new Located(
          name,
          folder,
          new FileEntry(
              String.valueOf(path.getFileName()),
              attributes.size(),
              attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
              own.isSymbolicLink() ? FileEntry.Kind.LINK : FileEntry.Kind.FILE),
          null);
    } catch (NoSuchFileException e) {
      return new Located(name, folder, null, null);
    } catch (IOException e) {
      return refused(name, folder, new Problem.Unreadable(name, ReadFailures.reason(e)));
    }
  }

  /**
   * Looks for a file by a path that may be made of a run's values, from a folder within a root.
   *
   * @param path with slashes; what leads out of the root is refused, whatever lies there
   */
  static Located below(Path root, Path folder, String path, List<Path> roots) {
    try {
      Path file = folder.resolve(path).normalize();
      if (file.startsWith(root) && !file.equals(root) && !path.startsWith("/")) {
        return at(path, file, roots);
      }
    } catch (InvalidPathException _) {
      // such a file can't be
    }
    return refused(
        path, folder, new Problem.Unreadable(path, "leads out of the folder that is loaded"));
  }

  private static Located refused(String name, Path folder, Problem problem) {
    return new Located(name, folder, null, problem);
  }
}
