package tools.peak.storage.object;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Bytes by name, below an address: a folder, or a bucket of a cloud. An object appears when all of
 * it is there. Names are plain: parts between slashes, none of them empty, {@code .} or {@code ..}.
 * Thread-safe.
 *
 * <p>An implementation passes {@code ObjectStoreContract}. What can't be done is an {@link
 * IOException} whose message says why, and names the object.
 */
public interface ObjectStore extends AutoCloseable {
  /** Writes the bytes of an object. */
  @FunctionalInterface
  interface Content {
    /** Writes all of them; called again, from the beginning, where a connection broke. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Where it is, as people write it. */
  String address();

  /** How many objects are worth moving at once. */
  int atOnce();

  /**
   * Stores an object, over one of that name.
   *
   * @param bytes how many the content will write
   */
  void put(String name, long bytes, Content content) throws IOException;

  /**
   * Stores a small object if there is none of that name.
   *
   * @return whether it was stored; else there is one, which stays as it is
   */
  boolean putNew(String name, byte[] content) throws IOException;

  /**
   * Reads an object.
   *
   * @throws NoSuchFileException if there is none
   */
  InputStream open(String name) throws IOException;

  /** An object's length in bytes; null if there is none. */
  @Nullable Long size(String name) throws IOException;

  /**
   * The objects whose names begin so, with their lengths in bytes; all of them for an empty one.
   */
  SortedMap<String, Long> list(String prefix) throws IOException;

  /** Deletes an object; one that is not there is none to delete. */
  void delete(String name) throws IOException;

  /** Whether what was put survives a power cut before anybody syncs. */
  boolean lastsAtOnce();

  /** From here on, what was put survives a power cut. */
  void sync() throws IOException;

  /** Deletes what puts that were cut short left behind. Nobody else may be putting meanwhile. */
  void deleteLeftOvers() throws IOException;

  @Override
  void close();
}
