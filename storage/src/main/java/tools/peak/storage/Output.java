package tools.peak.storage;

import java.io.IOException;
import java.io.OutputStream;

/** A file that is being written, once, from its beginning to its end. Closing syncs nothing. */
public abstract class Output extends OutputStream {
  /** How many bytes were written so far. */
  public abstract long position();

  /** From here on, what was written survives a power cut. */
  public abstract void sync() throws IOException;
}
