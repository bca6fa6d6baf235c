package tools.peak.lake.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.peak.lake.backup.Manifest.Piece;
import tools.peak.lake.backup.Manifest.Whole;

/**
 * A file that changes in places, in pieces that are called by their digests: those that are as they
 * were are in the backup already.
 */
final class CatalogPieces {
  static final int BYTES = 4 << 20;

  private CatalogPieces() {}

  /** What pieces a file has. */
  static Whole of(Path file) throws IOException {
    List<Piece> pieces = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BYTES];
      for (int read = in.readNBytes(buffer, 0, BYTES);
          read > 0;
          read = in.readNBytes(buffer, 0, BYTES)) {
        pieces.add(new Piece(Digest.of(buffer, read), read));
      }
    }
    return new Whole(pieces);
  }

  /** The bytes of one of them, by its place. */
  static byte[] read(Path file, int place, long bytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes((long) place * BYTES);
      return in.readNBytes((int) bytes);
    }
  }
}
