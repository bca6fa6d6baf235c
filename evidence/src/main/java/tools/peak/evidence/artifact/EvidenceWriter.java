package tools.peak.evidence.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.peak.storage.local.Fsync;

/**
 * Writes run folders as upstream does, but whole: into a hidden temporary folder beside the target,
 * the snippet last, synced, and renames that. After a crash or a power cut the run is there with
 * every byte, or only the hidden folder is left, which is no run.
 *
 * {@snippet :
 * try (EvidenceWriter run = EvidenceWriter.open(folder)) {
 *   run.write(document);
 *   writeMoreFiles(run.folder());
 *   run.complete();
 * } // without complete() nothing is left
 * }
 *
 * <p>Syncing is what takes the time: who writes many runs calls {@link #finish} on each, and {@link
 * #publish} on many together.
 */
public final class EvidenceWriter implements AutoCloseable {
  private static final String TEMPORARY_PREFIX = ".peak-";
  private static final String TEMPORARY_SUFFIX = ".tmp";

  private final Path target;
  private final Path parent;
  private final Path temporary;
  private byte @Nullable [] snippet;
  private boolean written;
  private boolean completed;

  private EvidenceWriter(Path target, Path parent) {
    this.target = target;
    this.parent = parent;
    this.temporary = parent.resolve(TEMPORARY_PREFIX + UUID.randomUUID() + TEMPORARY_SUFFIX);
  }

  /**
   * Writes a folder that must not be there yet, making its parents.
   *
   * @param folder never made from the run's id here: that is the caller's choice
   * @throws FileAlreadyExistsException if the folder is there
   * @throws IllegalArgumentException if the document makes no run that could be read again
   */
  public static void write(Path folder, RunDocument document) throws IOException {
    try (EvidenceWriter writer = open(folder)) {
      writer.write(document);
      writer.complete();
    }
  }

  /**
   * Begins a folder, making its parents.
   *
   * @throws FileAlreadyExistsException if the folder is there
   */
  public static EvidenceWriter open(Path folder) throws IOException {
    Path target = folder.toAbsolutePath().normalize();
    Path parent = target.getParent();
    if (parent == null) {
      throw new IOException(folder + " can't be a run's folder");
    }
    if (exists(target)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    Files.createDirectories(parent);
    EvidenceWriter writer = new EvidenceWriter(target, parent);
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
    snippet = ArtifactFiles.write(temporary, document).getBytes(UTF_8);
    written = true;
  }

  /**
   * The same with a curve that is given point by point; the document's own is empty.
   *
   * @throws IllegalArgumentException if the document makes no run that could be read again
   */
  public void write(RunDocument document, CurvePoints curve) throws IOException {
    write(document);
    CurveWriter.write(temporary.resolve(EvidenceFiles.EQUITY), curve);
  }

  /** The snippet as it was, in the place of the one that {@link #write} makes; null for none. */
  public void snippet(byte @Nullable [] asItWas) {
    snippet = asItWas;
  }

  /**
   * Writes the snippet, syncs all files, and gives the folder its name: from now on it is there,
   * whole, whatever happens to the power.
   *
   * @throws FileAlreadyExistsException if another folder came there in the meantime
   * @throws IllegalStateException if no artifacts were written
   */
  public void complete() throws IOException {
    finish();
    sync();
    rename();
    Fsync.of(parent);
  }

  /**
   * Writes the snippet: the folder is whole, and still hidden, until {@link #publish} names it.
   *
   * @throws IllegalStateException if no artifacts were written
   */
  public void finish() throws IOException {
    if (!written) {
      throw new IllegalStateException("a run without artifacts is none");
    }
    if (snippet != null) {
      Files.write(temporary.resolve(EvidenceFiles.SNIPPET), snippet);
    }
  }

  /** What became of a folder of {@link #publish}. */
  public record Published(EvidenceWriter writer, @Nullable IOException failure) {}

  /**
   * Syncs finished folders, and then names them. Where many are synced one after the other, the
   * file system writes its journal once for several of them, and a folder that they share is synced
   * once.
   *
   * @return what became of each, in order; those that failed are not there
   */
  public static List<Published> publish(List<EvidenceWriter> writers) {
    IdentityHashMap<EvidenceWriter, IOException> failures = new IdentityHashMap<>();
    Set<Path> parents = new LinkedHashSet<>();
    attempt(writers, failures, EvidenceWriter::sync);
    attempt(
        writers,
        failures,
        writer -> {
          writer.rename();
          parents.add(writer.parent);
        });
    for (Path parent : parents) {
      List<EvidenceWriter> there = writers.stream().filter(w -> w.parent.equals(parent)).toList();
      try {
        Fsync.of(parent);
      } catch (IOException e) {
        there.forEach(writer -> failures.putIfAbsent(writer, e));
      }
    }
    return writers.stream().map(w -> new Published(w, failures.get(w))).toList();
  }

  private interface Step {
    void of(EvidenceWriter writer) throws IOException;
  }

  private static void attempt(
      List<EvidenceWriter> writers,
      IdentityHashMap<EvidenceWriter, IOException> failures,
      Step step) {
    for (EvidenceWriter writer : writers) {
      if (!failures.containsKey(writer)) {
        try {
          step.of(writer);
        } catch (IOException e) {
          failures.put(writer, e);
        }
      }
    }
  }

  private void sync() throws IOException {
    try (Stream<Path> files = Files.walk(temporary)) {
      for (Path file : files.toList()) {
        Fsync.of(file);
      }
    }
  }

  private void rename() throws IOException {
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      completed = true;
    } catch (FileSystemException e) {
      if (exists(target)) { // another came in the meantime
        FileAlreadyExistsException there = new FileAlreadyExistsException(target.toString());
        there.initCause(e);
        throw there;
      }
      throw e;
    }
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
