package tools.peak.lake.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.storage.Sha256;

/**
 * What goes from a backup when its newest versions alone are kept: the manifests of the others, and
 * the objects that no kept one names.
 */
public final class BackupPrune {
  private static final int ID_LETTERS = 8;

  private final Backup backup;
  private final int keep;
  private final List<Manifest> gone;
  private final Map<String, Long> objects;

  private BackupPrune(Backup backup, int keep, List<Manifest> gone, Map<String, Long> objects) {
    this.backup = backup;
    this.keep = keep;
    this.gone = List.copyOf(gone);
    this.objects = Map.copyOf(objects);
  }

  static BackupPrune plan(Backup backup, int keep) throws IOException {
    if (keep < 1) {
      throw new LakeException(
          Code.INVALID_REQUEST, "at least one version is kept: to keep none, delete the folder");
    }
    List<Manifest> all = backup.requireAny();
    int first = Math.max(0, all.size() - keep);
    Set<String> needed =
        all.subList(first, all.size()).stream()
            .flatMap(Manifest::pieces)
            .map(Manifest.Piece::object)
            .collect(Collectors.toSet());
    Map<String, Long> objects = backup.store().list("objects/");
    objects.keySet().removeAll(needed);
    return new BackupPrune(backup, keep, all.subList(0, first), objects);
  }

  /** Tells this plan from others: the same things to go have the same. */
  public String id() {
    StringBuilder text = new StringBuilder(backup.name());
    gone.forEach(manifest -> text.append(' ').append(manifest.head()));
    new TreeMap<>(objects).forEach((name, bytes) -> text.append(' ').append(name));
    return Sha256.of(text.toString().getBytes(UTF_8)).substring(0, ID_LETTERS);
  }

  /** The versions that go, oldest first. */
  public List<Long> versions() {
    return gone.stream().map(Manifest::version).toList();
  }

  /** How many objects go, manifests aside. */
  public int files() {
    return objects.size();
  }

  /** What that frees. */
  public long bytes() {
    return objects.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Does it, unless the backup is another since.
   *
   * @throws LakeException if it is, or a backup or a restore is under way there
   */
  public void apply(InstantSource clock) {
    try (Marks.Mark _ = backup.begin(Marks.Work.PRUNE, clock)) {
      if (!plan(backup, keep).id().equals(id())) {
        throw new LakeException(
            Code.CONFLICT, backup.name() + " is not as it was when this was planned: plan again");
      }
      // Manifests first: an object that is gone is then none that a version would need.
      for (Manifest manifest : gone) {
        backup.store().delete(Manifests.name(manifest.version()));
      }
      for (String object : objects.keySet()) {
        backup.store().delete(object);
      }
    } catch (IOException e) {
      throw backup.failure(e);
    }
  }
}
