package tools.peak.evidence.artifact;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.folder.FolderWalk;

/**
 * Writes run folders as upstream does, but whole: into a hidden temporary folder beside the target,
 * the snippet last, and renames that. After a crash only the hidden folder is left, which {@link
 * FolderWalk} passes over.
 *
 * {@snippet :
 * try (EvidenceWriter run = EvidenceWriter.open(folder, OnExisting.REFUSE)) {
 *   run.write(document);
 *   writeMoreFiles(run.folder());
 *   run.complete();
 * } // without complete() nothing is left
 * }
 */
public final class EvidenceWriter implements AutoCloseable {
  private static final String TEMPORARY_PREFIX = ".peak-";
  private static final String TEMPORARY_SUFFIX = ".tmp";

  private final Path target;
  private final Path parent;
  private final Path temporary;
  private final OnExisting onExisting;
  private @Nullable String snippet;
  private boolean completed;

  private EvidenceWriter(Path target, Path parent, OnExisting onExisting) {
    this.target = target;
    this.parent = parent;
    this.temporary = temporary(parent);
    this.onExisting = onExisting;
  }

  /** What to do about a folder that is there already. */
  public enum OnExisting {
    REFUSE,
    /** It is moved aside, replaced, and then deleted. */
    REPLACE
  }

  /**
   * Writes a folder that must not be there yet, making its parents.
   *
   * @param folder never made from the run's id here: that is the caller's choice
   * @throws FileAlreadyExistsException if the folder is there
   * @throws IllegalArgumentException if the document makes no run that could be read again
   */
  public static void write(Path folder, RunDocument document) throws IOException {
    try (EvidenceWriter writer = open(folder, OnExisting.REFUSE)) {
      writer.write(document);
      writer.complete();
    }
  }

  /**
   * Begins a folder, making its parents.
   *
   * @throws FileAlreadyExistsException if the folder is there and shall not be replaced
   */
  public static EvidenceWriter open(Path folder, OnExisting onExisting) throws IOException {
    Path target = folder.toAbsolutePath().normalize();
    Path parent = target.getParent();
    if (parent == null) {
      throw new IOException(folder + " can't be a run's folder");
    }
    if (onExisting == OnExisting.REFUSE && exists(target)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    Files.createDirectories(parent);
    EvidenceWriter writer = new EvidenceWriter(target, parent, onExisting);
    Files.createDirectory(writer.temporary);
    return writer;
  }

  /** The hidden folder, for more files; they are to be whole before {@link #complete}. */
  public Path folder() {
    return temporary;
  }

  /**
   * Writes the run's artifacts, all but the snippet.
   *
   * @throws IllegalArgumentException if the document makes no run that could be read again
   */
  public void write(RunDocument document) throws IOException {
    snippet = ArtifactFiles.write(temporary, document);
  }

  /**
   * Writes the snippet and gives the folder its name: from now on it is there, whole.
   *
   * @throws FileAlreadyExistsException if another folder came there in the meantime
   * @throws IllegalStateException if no artifacts were written
   */
  public void complete() throws IOException {
    if (snippet == null) {
      throw new IllegalStateException("a run without artifacts is none");
    }
    Files.writeString(temporary.resolve(EvidenceFiles.SNIPPET), snippet);
    move(temporary, target, parent, onExisting);
    completed = true;
  }

  /** Deletes what was not completed. */
  @Override
  public void close() throws IOException {
    if (!completed) {
      completed = true;
      delete(temporary);
    }
  }

  /** Whether a folder of that name is an unfinished one of ours. */
  public static boolean isTemporary(String name) {
    return name.startsWith(TEMPORARY_PREFIX) && name.endsWith(TEMPORARY_SUFFIX);
  }

  private static void move(Path temporary, Path target, Path parent, OnExisting onExisting)
      throws IOException {
    Path old = null;
    if (onExisting == OnExisting.REPLACE && exists(target)) {
      old = temporary(parent);
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (exists(target)) { // another came in the meantime
        FileAlreadyExistsException there = new FileAlreadyExistsException(target.toString());
        there.initCause(e);
        throw there;
      }
      if (old != null) {
        Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
    if (old != null) {
      delete(old);
    }
  }

  private static Path temporary(Path parent) {
    return parent.resolve(TEMPORARY_PREFIX + UUID.randomUUID() + TEMPORARY_SUFFIX);
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
