package tools.peak.storage.cloud;

import java.io.ByteArrayOutputStream;

/** Bytes whose number is known, kept once. */
final class Exactly extends ByteArrayOutputStream {
  Exactly(int bytes) {
    super(bytes);
  }

  /** What was written; not a copy where it is as much as was said. */
  byte[] bytes() {
    return count == buf.length ? buf : toByteArray();
  }
}
