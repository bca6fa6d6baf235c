package tools.peak.evidence.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import tools.peak.evidence.Refusal;

/**
 * Reads files, each opened once, and hashes what it reads. The buffer is used again for every file:
 * what lies in it is good until the next call.
 */
public final class FileReader {
  /** A chunk fits into the processor's cache between hashing and parsing it. */
  static final int CHUNK = 256 << 10;

  /** A larger buffer is let go after use. */
  private static final int MAX_KEPT = 4 << 20;

  private static final Set<OpenOption> AS_SEEN =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> FOLLOWING = Set.of(StandardOpenOption.READ);

  private final MessageDigest digest = EvidenceDigest.sha256();
  private final byte[] hash = new byte[32];
  private byte[] buffer = new byte[CHUNK];
  private int length;

  /** Takes a file's bytes a chunk at a time. */
  public interface Chunks {
    /**
     * Takes what it can of the bytes from 0 to {@code to}; the rest comes again.
     *
     * @return how many it took
     */
    int take(byte[] bytes, int to, boolean isLast) throws Refusal;
  }

  /** The file that was read whole: its first {@link #length()} bytes. */
  public byte[] bytes() {
    return buffer;
  }

  public int length() {
    return length;
  }

  /** SHA-256 of all that was read, in hexadecimal. */
  public String sha256() {
    try {
      digest.digest(hash, 0, hash.length);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
    return HexFormat.of().formatHex(hash);
  }

  /** Reads a file of a known size into memory. */
  public void readWhole(Path path, FileEntry file) throws IOException {
    int size = Math.toIntExact(file.size());
    if (size > buffer.length) {
      buffer = new byte[size];
    } else if (buffer.length > MAX_KEPT) {
      buffer = new byte[CHUNK];
    }
    digest.reset();
    try (FileChannel channel = open(path, file)) {
      length = fill(channel, 0, size);
    }
    digest.update(buffer, 0, length);
  }

  /** Reads a file of any size through {@code chunks}, in memory of one chunk; gives its length. */
  public long readThrough(Path path, FileEntry file, Chunks chunks) throws IOException, Refusal {
    digest.reset();
    long total = 0;
    int kept = 0;
    try (FileChannel channel = open(path, file)) {
      while (true) {
        int room = (int) Math.min(CHUNK - kept, file.size() - total);
        int read = fill(channel, kept, room);
        digest.update(buffer, kept, read);
        total += read;
        boolean isLast = read < room || total == file.size();
        int to = kept + read;
        int taken = chunks.take(buffer, to, isLast);
        if (isLast) {
          return total;
        }
        kept = to - taken;
        System.arraycopy(buffer, taken, buffer, 0, kept);
      }
    }
  }

  private int fill(FileChannel channel, int at, int wanted) throws IOException {
    ByteBuffer target = ByteBuffer.wrap(buffer, at, wanted);
    while (target.hasRemaining() && channel.read(target) >= 0) {
      // read on: a read may give less than it was asked for
    }
    return target.position() - at;
  }

  /** A link that came into the place of a file since the walk is not followed. */
  private static FileChannel open(Path path, FileEntry file) throws IOException {
    return FileChannel.open(
        path.resolve(file.name()), file.kind() == FileEntry.Kind.LINK ? FOLLOWING : AS_SEEN);
  }
}
