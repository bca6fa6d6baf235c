package tools.peak.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * Where a lake's files lie. Files are written once and never changed. Thread-safe.
 *
 * <p>An implementation passes {@code StorageContract}.
 */
public interface Storage {
  /**
   * Opens a file for reading.
   *
   * @throws NoSuchFileException if it is not there
   */
  Input open(Location file) throws IOException;

  /**
   * Begins a file, making the folders above it as {@link #createFolder} does.
   *
   * @throws FileAlreadyExistsException if it is there
   */
  Output create(Location file) throws IOException;

  /** Whether a file or a folder is there. */
  boolean exists(Location location);

  /**
   * A file's length in bytes.
   *
   * @throws NoSuchFileException if it is not there
   */
  long size(Location file) throws IOException;

  /** Deletes a file; one that is not there is none to delete. */
  void delete(Location file) throws IOException;

  /** All files below a folder, in order; none if there is no such folder. */
  List<Location> list(Location folder) throws IOException;

  /** Makes a folder, and those above it; from here on, those survive a power cut. */
  void createFolder(Location folder) throws IOException;

  /** From here on, the names of the files that a folder holds survive a power cut. */
  void sync(Location folder) throws IOException;
}
