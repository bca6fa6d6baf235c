package tools.peak.lake.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.Audit;

/**
 * A place where versions of a lake are kept: a folder whose files are named by what they hold, and
 * a manifest a version. Thread-safe.
 */
public final class Backup implements AutoCloseable {
  private static final Set<String> OURS = Set.of("objects", "manifests", "active");

  private final ObjectStore store;

  private Backup(ObjectStore store) {
    this.store = store;
  }

  /**
   * The backup at a place; nothing is looked at or made yet.
   *
   * @param place a folder
   * @throws LakeException if it is of a kind that nobody here can write to
   */
  public static Backup at(String place) {
    String lower = place.toLowerCase(Locale.ROOT);
    if (lower.matches("[a-z][a-z0-9+.-]*://.*")) {
      throw new LakeException(
          Code.INVALID_REQUEST, place + ": backups go to a folder, such as /mnt/backup/lake");
    }
    if (place.isBlank()) {
      throw new LakeException(Code.INVALID_REQUEST, "a backup needs a folder");
    }
    return new Backup(new FolderStore(Path.of(place)));
  }

  /** The place as a person names it. */
  public String name() {
    return store.name();
  }

  /**
   * A version that is backed up.
   *
   * @param version of the lake
   * @param at when it was backed up
   * @param files how many files its folder has
   * @param bytes of all of them, also those that other versions share
   * @param runs how many the version has
   */
  public record Version(long version, Instant at, int files, long bytes, long runs) {}

  /**
   * The versions that are backed up, oldest first.
   *
   * @throws LakeException if there are none, or a manifest is damaged
   */
  public List<Version> versions() {
    try {
      List<Version> versions = new ArrayList<>();
      for (Manifest manifest : requireAny()) {
        versions.add(
            new Version(
                manifest.version(),
                manifest.at(),
                manifest.count(),
                manifest.bytes(),
                manifest.rows().getOrDefault("runs", 0L)));
      }
      return versions;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** The newest rows of the lake's audit that its backed up versions wrote down, oldest first. */
  public List<Audit.Head> auditHeads() {
    try {
      return requireAny().stream().flatMap(manifest -> manifest.audit().stream()).toList();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Looks whether all objects are there, and as long as they were.
   *
   * @param deep whether each byte is read, too
   * @throws LakeException if there is no backup
   */
  public BackupCheck.Report verify(boolean deep, BackupListener listener) {
    try {
      return BackupCheck.of(this, deep, listener);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * What would go if the newest versions alone were kept.
   *
   * @param keep how many, at least one
   * @throws LakeException if a manifest is damaged: then nobody knows what is needed
   */
  public BackupPrune planPrune(int keep) {
    try {
      return BackupPrune.plan(this, keep);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  ObjectStore store() {
    return store;
  }

  Manifests manifests() {
    return new Manifests(store);
  }

  /** All manifests, of which there is at least one. */
  List<Manifest> requireAny() throws IOException {
    List<Manifest> all = manifests().all();
    if (all.isEmpty()) {
      throw none();
    }
    return all;
  }

  LakeException none() {
    return new LakeException(
        Code.INVALID_REQUEST,
        store.name() + " holds no backup: peak backup " + store.name() + " makes one");
  }

  /**
   * Looks whether a lake may be backed up to here.
   *
   * @throws LakeException if something else lies here, or the place is within the lake
   */
  void requireTarget(Path lake) throws IOException {
    if (Path.of(store.name()).startsWith(lake)) {
      throw new LakeException(
          Code.INVALID_REQUEST,
          store.name() + " lies in the lake itself: a backup belongs on another disk");
    }
    Set<String> top = store.top();
    if (!top.isEmpty() && !OURS.containsAll(top)) {
      throw new LakeException(
          Code.INVALID_REQUEST,
          store.name() + " is not empty and no backup: take a new folder, or one of its own in it");
    }
  }

  Marks.Mark begin(Marks.Work work, InstantSource clock) throws IOException {
    return new Marks(store, clock).begin(work);
  }

  LakeException failure(IOException e) {
    return DiskFailure.of(store.name(), e);
  }

  @Override
  public void close() {
    store.close();
  }
}
