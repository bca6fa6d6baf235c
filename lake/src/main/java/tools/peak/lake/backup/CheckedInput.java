package tools.peak.lake.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import tools.peak.storage.Sha256;

/** Gives a stream's bytes, and at their end fails unless they are the ones that were meant. */
final class CheckedInput extends FilterInputStream {
  private final MessageDigest digest = Sha256.digest();
  private final String expected;
  private final String what;
  private boolean isChecked;

  /**
   * @param expected their SHA-256
   * @param what is said to be damaged
   */
  CheckedInput(InputStream in, String expected, String what) {
    super(in);
    this.expected = expected;
    this.what = what;
  }

  /** Bytes are not those that were written once. */
  static final class ChangedBytes extends IOException {
    private static final long serialVersionUID = 1L;

    ChangedBytes(String what) {
      super(what + " is damaged: its bytes are not those that were written");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    if (read > 0) {
      digest.update(into, offset, read);
    } else if (read < 0 && !isChecked) {
      isChecked = true;
      if (!HexFormat.of().formatHex(digest.digest()).equals(expected)) {
        throw new ChangedBytes(what);
      }
    }
    return read;
  }
}
