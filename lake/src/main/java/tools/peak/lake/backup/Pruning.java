package tools.peak.lake.backup;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.backup.Manifest.LakeFile;
import tools.peak.lake.backup.Manifest.Piece;
import tools.peak.storage.object.ObjectStore;

/**
 * Takes old versions from a backup, and what no other needs. It must know all that stays: where a
 * manifest is missing or damaged, or a version that stays lacks an object, nothing goes.
 */
final class Pruning {
  private final ObjectStore store;
  private final Manifests manifests;

  Pruning(ObjectStore store) {
    this.store = store;
    this.manifests = new Manifests(store);
  }

  /**
   * What would go if the newest versions stay.
   *
   * @param keep how many of them, at least one
   * @throws LakeException if something is missing that must be known
   */
  PrunePlan plan(int keep) {
    if (keep < 1) {
      throw new LakeException(Code.INVALID_REQUEST, "one version at least is kept, not " + keep);
    }
    String _ = manifests.requireLake();
    try {
      List<Manifest> all = chain();
      List<Manifest> kept = all.subList(Math.max(0, all.size() - keep), all.size());
      List<Manifest> dropped = all.subList(0, all.size() - kept.size());
      SortedMap<String, Long> there = store.list(ObjectNames.FILES);
      there = new java.util.TreeMap<>(there);
      there.putAll(store.list(ObjectNames.PIECES));
      Map<String, Long> needed = needed(kept);
      requireWhole(needed, there);
      List<String> objects = new ArrayList<>();
      long bytes = 0;
      for (Map.Entry<String, Long> object : there.entrySet()) {
        if (!needed.containsKey(object.getKey())) {
          objects.add(object.getKey());
          bytes += object.getValue();
        }
      }
      return PrunePlan.of(numbers(dropped), numbers(kept), objects, bytes);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static List<Long> numbers(List<Manifest> manifests) {
    return manifests.stream().map(Manifest::version).toList();
  }

  /** All manifests, the oldest first; also those that a listing lacks. */
  private List<Manifest> chain() {
    NavigableSet<Long> versions = manifests.versions();
    if (versions.isEmpty()) {
      throw refused("it has no version");
    }
    manifests
        .newest()
        .ifPresent(
            newest -> {
              if (!versions.contains(newest)) {
                throw refused(ObjectNames.manifest(newest) + ", the newest manifest, is missing");
              }
            });
    List<Manifest> chain = new ArrayList<>();
    for (Long next = versions.last(); next != null; ) {
      Manifest manifest = read(next);
      chain.addFirst(manifest);
      Long listed = versions.lower(next);
      Long before = manifest.previous();
      if (before != null && !versions.contains(before)) {
        if (manifests.has(before)) {
          versions.add(before);
        } else if (listed != null) {
          throw refused(ObjectNames.manifest(before) + " is missing");
        }
      }
      next = versions.lower(next);
    }
    return chain;
  }

  private Manifest read(long version) {
    try {
      return manifests.read(version);
    } catch (ManifestText.Damaged e) {
      throw refused(ObjectNames.manifest(version) + " is damaged: " + e.getMessage());
    }
  }

  private static Map<String, Long> needed(List<Manifest> kept) {
    Map<String, Long> needed = new HashMap<>();
    for (Manifest manifest : kept) {
      for (LakeFile file : manifest.files()) {
        needed.put(file.object(), file.bytes());
      }
      for (Piece piece : manifest.pieces()) {
        needed.put(piece.object(), piece.bytes());
      }
    }
    return needed;
  }

  private void requireWhole(Map<String, Long> needed, Map<String, Long> listed) throws IOException {
    for (String object : new TreeSet<>(needed.keySet())) {
      Long bytes = listed.containsKey(object) ? listed.get(object) : store.size(object);
      if (bytes == null) {
        throw refused(object + ", which a version needs that stays, is missing");
      }
      if (!Objects.equals(bytes, needed.get(object))) {
        throw refused(object + ", which a version needs that stays, is cut short");
      }
    }
  }

  private LakeException refused(String why) {
    return BackupFailure.notABackup(
        store, why + ": nothing was pruned; peak backup verify tells what else is wrong");
  }

  private LakeException failed(IOException e) {
    return BackupFailure.of(
        store, "", e, "no version that stays lacks anything: run it again when that is mended");
  }

  /**
   * Does what a plan says: manifests first, so that no manifest ever names what is gone.
   *
   * @param id the plan as it was shown; empty for whatever it is now
   * @throws LakeException if the plan would be another one now, or somebody else is at work
   */
  PrunePlan apply(int keep, String id, Clock clock) {
    try (Running _ = Running.alone(store, clock.instant())) {
      PrunePlan plan = plan(keep);
      if (!id.isEmpty() && !plan.id().equals(id)) {
        throw new LakeException(
            Code.CONFLICT,
            store.address()
                + ": plan "
                + id
                + " would be another one now, "
                + plan.id()
                + ": nothing was pruned; look at it and apply that");
      }
      for (long version : plan.dropped()) {
        store.delete(ObjectNames.manifest(version));
      }
      store.sync();
      for (String object : plan.objects()) {
        store.delete(object);
      }
      store.deleteLeftOvers();
      store.sync();
      return plan;
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
