package tools.peak.lake.backup;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.storage.object.ObjectName;

/**
 * A version of a lake as a backup has it: every file that any of its versions needs, and the
 * catalog of that moment.
 *
 * @param origin which version of which lake it is
 * @param madeAt when the backup was made
 * @param previous the newest version that the backup had before; null if it was the first
 * @param runs how many runs the version has
 * @param catalog the catalog, in its pieces
 * @param settings {@code peak.toml}, if the lake has one
 * @param files the lake's other files
 */
public record Manifest(
    Origin origin,
    Instant madeAt,
    @Nullable Long previous,
    long runs,
    Whole catalog,
    Optional<Piece> settings,
    List<LakeFile> files) {

  /**
   * Which version of which lake a backup is of.
   *
   * @param lake the lake's identity
   * @param version the version's number
   * @param committedAt when it was committed
   * @param operation what it did
   * @param head a digest of the version, which no other lake's version of that number has
   * @param auditHead the newest row of the lake's audit, {@code SEQ:HASH}; empty where it has none
   * @param location the lake's folder
   */
  public record Origin(
      String lake,
      long version,
      Instant committedAt,
      String operation,
      String head,
      String auditHead,
      String location) {}

  /** A file in pieces, in their order. */
  public record Whole(List<Piece> pieces) {
    public Whole {
      pieces = List.copyOf(pieces);
    }

    /** How long it is. */
    public long bytes() {
      return pieces.stream().mapToLong(Piece::bytes).sum();
    }
  }

  /** Bytes that bear their digest as a name. */
  public record Piece(String sha256, long bytes) {
    public Piece {
      if (!Digest.isOne(sha256) || bytes < 0) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "no piece: '%s' of %d bytes", sha256, bytes));
      }
    }

    String object() {
      return ObjectNames.PIECES + sha256;
    }
  }

  /**
   * A file of the lake.
   *
   * @param path below the lake's folder
   */
  public record LakeFile(String path, long bytes, String sha256) {
    private static final String BELOW = "warehouse/";

    /** Nobody's manifest leads out of the folder where it is restored, or over its catalog. */
    public LakeFile {
      if (!path.startsWith(BELOW) || !ObjectName.isPlain(path) || bytes < 0) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "no file of a lake: '%s' of %d bytes", path, bytes));
      }
    }

    String object() {
      return ObjectNames.FILES + path;
    }
  }

  public Manifest {
    files = List.copyOf(files);
  }

  /** The version's number. */
  public long version() {
    return origin.version();
  }

  /** Its object's name. */
  public String object() {
    return ObjectNames.manifest(version());
  }

  /** How many files a restored lake will have of it. */
  public int fileCount() {
    return files.size() + 1 + (settings.isPresent() ? 1 : 0);
  }

  /** How many bytes those are. */
  public long bytes() {
    return files.stream().mapToLong(LakeFile::bytes).sum()
        + catalog.bytes()
        + settings.map(Piece::bytes).orElse(0L);
  }

  /** The objects of pieces, each once. */
  Set<Piece> pieces() {
    Set<Piece> pieces = new HashSet<>(catalog.pieces());
    settings.ifPresent(pieces::add);
    return pieces;
  }
}
