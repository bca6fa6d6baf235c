package tools.peak.lake.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.table.TablePointer;
import tools.peak.storage.object.ObjectStore;

/**
 * Whether a lake may go on with a backup: if its newest version is one of the lake's own past. So
 * may a lake that was restored from it; of two that were, only the first to be backed up.
 */
final class Lineage {
  private final Manifests manifests;
  private final ObjectStore store;

  Lineage(Manifests manifests, ObjectStore store) {
    this.manifests = manifests;
    this.store = store;
  }

  /**
   * A digest of a version: when it was made, of what, and which snapshots it has. Another lake's
   * version of that number has other ones. Where files lie is no part of it.
   */
  static String head(LakeVersion version) {
    StringBuilder text = new StringBuilder();
    text.append(version.number()).append('\n').append(version.committedAt()).append('\n');
    text.append(version.operation()).append('\n');
    new TreeMap<>(version.tables())
        .forEach(
            (table, pointer) ->
                text.append(table.tableName()).append(' ').append(told(pointer)).append('\n'));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return Digest.of(bytes, bytes.length);
  }

  private static String told(TablePointer pointer) {
    return pointer.snapshotId() + " " + pointer.schemaId();
  }

  /** The newest version that the backup has whole words of. */
  Optional<Manifest> newest() {
    NavigableSet<Long> versions = manifests.versions().descendingSet();
    for (long version : versions) {
      try {
        return Optional.of(manifests.read(version));
      } catch (ManifestText.Damaged e) {
        // peak backup verify tells; the next one down says as well what may go on
      }
    }
    return Optional.empty();
  }

  /**
   * Refuses another lake.
   *
   * @param newest the backup's newest version
   * @param isOwn whether a version is of the lake's own past
   */
  void require(
      String lake, LakeVersion now, Optional<Manifest> newest, Predicate<Manifest.Origin> isOwn) {
    String backedUp = manifests.requireLake();
    if (!backedUp.equals(lake)) {
      throw new LakeException(
          Code.NOT_A_BACKUP,
          store.address()
              + ": the backup of another lake"
              + newest.map(manifest -> ", " + manifest.origin().location()).orElse("")
              + " (identity "
              + backedUp
              + ", this one's is "
              + lake
              + "): name another place");
    }
    if (newest.isEmpty()) {
      return;
    }
    Manifest.Origin origin = newest.get().origin();
    boolean isOfItsPast = origin.version() <= now.number() && isOwn.test(origin);
    if (!isOfItsPast) {
      throw new LakeException(
          Code.NOT_A_BACKUP,
          "%s: its newest backup, version %s of %s, is no version of this lake, which is at version %s: another lake of the same origin goes on with it, or this one was restored from an earlier version; name another place"
              .formatted(store.address(), origin.version(), origin.location(), now.number()));
    }
  }

  /** A manifest of that number is there: it must be of the same version. */
  void requireSame(Manifest manifest) {
    Manifest there = manifests.require(manifest.version());
    if (!there.origin().head().equals(manifest.origin().head())) {
      throw new LakeException(
          Code.NOT_A_BACKUP,
          "%s: another lake of the same origin, %s, backed up a version %s of its own meanwhile: name another place"
              .formatted(store.address(), there.origin().location(), manifest.version()));
    }
  }

  /** Refuses a backup within the lake, and a lake within its backup. */
  void requireApart(Path lake) throws IOException {
    Path place = Path.of(store.address());
    if (!place.isAbsolute()) {
      return; // a cloud
    }
    Path real = real(place);
    if (real.startsWith(lake) || lake.startsWith(real)) {
      throw new LakeException(
          Code.INVALID_REQUEST,
          place + ": a backup lies elsewhere than its lake, " + lake + ", on another disk at best");
    }
  }

  /** A path by its real name, as far as it is there. */
  static Path real(Path path) throws IOException {
    Path there = path;
    while (!Files.exists(there)) {
      Path parent = there.getParent();
      if (parent == null) {
        return path;
      }
      there = parent;
    }
    return there.toRealPath().resolve(there.relativize(path).toString()).normalize();
  }
}
