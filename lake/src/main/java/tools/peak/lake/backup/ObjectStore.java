package tools.peak.lake.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Set;

/**
 * Where backups lie: objects with names, parted by slashes, that are written whole and never
 * changed. Thread-safe.
 */
public interface ObjectStore extends AutoCloseable {
  /** What an object holds, from its beginning; read again where writing it is tried again. */
  @FunctionalInterface
  interface Content {
    InputStream open() throws IOException;
  }

  /** The place as a person names it. */
  String name();

  /** What lies at the top: the first parts of all names, and what else somebody put there. */
  Set<String> top() throws IOException;

  /** The objects whose names begin so, with their bytes; none where nothing lies yet. */
  Map<String, Long> list(String prefix) throws IOException;

  /**
   * Reads an object.
   *
   * @throws NoSuchFileException if it is not there
   */
  InputStream read(String name) throws IOException;

  /**
   * Writes an object, in place of one of that name. When it fails, no part of it stands under the
   * name; whether it survives a power cut, {@link #sync} decides.
   *
   * @param bytes how long it is
   */
  void write(String name, long bytes, Content content) throws IOException;

  /** From here on, all objects that were written before survive a power cut. */
  void sync() throws IOException;

  /**
   * Writes an object unless there is one of that name; false if there is. One of two writers wins.
   * It survives a power cut when this returns.
   */
  boolean writeNew(String name, byte[] content) throws IOException;

  /** Deletes an object; one that is not there is none to delete. */
  void delete(String name) throws IOException;

  @Override
  void close();
}
