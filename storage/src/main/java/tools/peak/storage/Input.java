package tools.peak.storage;

import java.io.Closeable;
import java.io.IOException;

/** A file that is read, at any place. */
public interface Input extends Closeable {
  /** The file's length in bytes. */
  long size() throws IOException;

  /**
   * Reads some bytes.
   *
   * @return how many were read; -1 at the file's end
   */
  int read(long position, byte[] into, int offset, int length) throws IOException;
}
