package tools.peak.storage;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A file that is being written, and the SHA-256 of what was: there is no second pass over it. */
public final class DigestOutput extends Output {
  private final Output output;
  private final MessageDigest digest;

  /** Writes to another output, which closes with this. */
  public DigestOutput(Output output) {
    this.output = output;
    this.digest = Sha256.digest();
  }

  /** The SHA-256 of all that was written, in hexadecimal. Nothing may be written after it. */
  public String digest() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public long position() {
    return output.position();
  }

  @Override
  public void write(int value) throws IOException {
    output.write(value);
    digest.update((byte) value);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    output.write(bytes, offset, length);
    digest.update(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    output.flush();
  }

  @Override
  public void sync() throws IOException {
    output.sync();
  }

  @Override
  public void close() throws IOException {
    output.close();
  }
}
