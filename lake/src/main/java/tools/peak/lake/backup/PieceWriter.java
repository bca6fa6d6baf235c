package tools.peak.lake.backup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.storage.Sha256;

/** Puts bytes into a backup under their SHA-256, unless they are there. Thread-safe. */
final class PieceWriter {
  private static final int CATALOG_PIECE = 4 << 20;

  private final ObjectStore store;
  private final Map<String, Long> present;
  private final Set<String> named;
  private final ConcurrentMap<String, Boolean> taken = new ConcurrentHashMap<>();
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  PieceWriter(Backup backup) throws IOException {
    this.store = backup.store();
    this.present = store.list("objects/");
    this.named =
        backup.manifests().all().stream()
            .flatMap(Manifest::pieces)
            .map(Manifest.Piece::object)
            .collect(Collectors.toSet());
  }

  /** How many files were copied, the catalog's pieces aside. */
  long files() {
    return files.get();
  }

  /** How many bytes were copied. */
  long bytes() {
    return bytes.get();
  }

  /** Cuts a copy of the catalog: most of its pages are those of the last backup. */
  List<Manifest.Piece> catalog(Path copy) throws IOException {
    List<Manifest.Piece> pieces = new ArrayList<>();
    try (InputStream in = Files.newInputStream(copy)) {
      for (byte[] some = in.readNBytes(CATALOG_PIECE);
          some.length > 0;
          some = in.readNBytes(CATALOG_PIECE)) {
        byte[] content = some;
        Manifest.Piece piece = new Manifest.Piece(Sha256.of(content), content.length);
        boolean _ = write(piece, () -> new ByteArrayInputStream(content));
        pieces.add(piece);
      }
    }
    return pieces;
  }

  /**
   * Copies a file.
   *
   * @param length as the lake has it
   * @param sha256 what it was when it was committed, where that is known
   * @throws LakeException if it is gone, or not what it was
   */
  Manifest.Piece file(Path file, long length, Optional<String> sha256) throws IOException {
    try {
      Manifest.Piece piece =
          new Manifest.Piece(sha256.isPresent() ? sha256.get() : digest(file), length);
      if (write(
          piece,
          () -> new CheckedInput(Files.newInputStream(file), piece.sha256(), file.toString()))) {
        files.incrementAndGet();
      }
      return piece;
    } catch (NoSuchFileException e) {
      throw damaged(file + " is gone", e);
    } catch (CheckedInput.ChangedBytes e) {
      throw damaged(String.valueOf(e.getMessage()), e);
    }
  }

  private static LakeException damaged(String what, IOException cause) {
    return new LakeException(
        Code.IO, what + "; peak verify names all that is; earlier backups are as they were", cause);
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.of(in);
    }
  }

  private boolean write(Manifest.Piece piece, ObjectStore.Content content) throws IOException {
    if (taken.putIfAbsent(piece.sha256(), true) != null || isThere(piece)) {
      return false;
    }
    store.write(piece.object(), piece.bytes(), content);
    bytes.addAndGet(piece.bytes());
    return true;
  }

  /**
   * What no manifest names was left by a backup that was stopped, maybe by a power cut: its name
   * and length may be there and its bytes not.
   */
  private boolean isThere(Manifest.Piece piece) throws IOException {
    Long length = present.get(piece.object());
    if (length == null || length != piece.bytes()) {
      return false;
    }
    if (named.contains(piece.object())) {
      return true;
    }
    try (InputStream in = store.read(piece.object())) {
      return Sha256.of(in).equals(piece.sha256());
    }
  }
}
