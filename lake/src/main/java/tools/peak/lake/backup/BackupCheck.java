package tools.peak.lake.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;
import tools.peak.lake.LakeException;
import tools.peak.lake.backup.Manifest.LakeFile;
import tools.peak.lake.backup.Manifest.Piece;
import tools.peak.storage.object.ObjectStore;

/** Looks whether all that the versions of a backup need is there; deeply, byte by byte. */
final class BackupCheck {
  private static final int BUFFER = 256 << 10;

  private final ObjectStore store;
  private final Manifests manifests;
  private final BackupListener listener;
  private final Queue<BackupFinding> findings = new ConcurrentLinkedQueue<>();
  private final SortedMap<String, Needed> needed = new TreeMap<>();

  private record Needed(long bytes, String sha256) {}

  BackupCheck(ObjectStore store, BackupListener listener) {
    this.store = store;
    this.manifests = new Manifests(store);
    this.listener = listener;
  }

  /**
   * Looks.
   *
   * @param isDeep whether every byte is read
   * @throws LakeException if the place can't be read, or is no backup
   */
  BackupReport run(boolean isDeep) {
    String _ = manifests.requireLake();
    int versions = manifests();
    long bytes = needed.values().stream().mapToLong(Needed::bytes).sum();
    try {
      SortedMap<String, Needed> there = sizes();
      if (isDeep) {
        new Transfers(store.atOnce(), listener, bytes)
            .all(List.copyOf(there.entrySet()), (object, moved) -> read(object, moved));
      }
    } catch (IOException e) {
      throw BackupFailure.of(store, "", e, "nothing was changed");
    }
    List<BackupFinding> all = new ArrayList<>(findings);
    all.sort(Comparator.comparing(BackupFinding::path));
    return new BackupReport(versions, needed.size(), bytes, all);
  }

  private int manifests() {
    int count = 0;
    for (long version : manifests.versions()) {
      count++;
      try {
        Manifest manifest = manifests.read(version);
        for (LakeFile file : manifest.files()) {
          needed.put(file.object(), new Needed(file.bytes(), file.sha256()));
        }
        for (Piece piece : manifest.pieces()) {
          needed.put(piece.object(), new Needed(piece.bytes(), piece.sha256()));
        }
      } catch (ManifestText.Damaged e) {
        findings.add(
            new BackupFinding(
                "damaged_manifest", ObjectNames.manifest(version), String.valueOf(e.getMessage())));
      }
    }
    manifests
        .newest()
        .ifPresent(
            newest -> {
              if (!manifests.has(newest)) {
                findings.add(
                    new BackupFinding(
                        "missing_manifest",
                        ObjectNames.manifest(newest),
                        "the newest version's manifest is gone"));
              }
            });
    return count;
  }

  /** Those of the right size, listed or not. */
  private SortedMap<String, Needed> sizes() throws IOException {
    Map<String, Long> listed = new TreeMap<>(store.list(ObjectNames.FILES));
    listed.putAll(store.list(ObjectNames.PIECES));
    SortedMap<String, Needed> there = new TreeMap<>();
    for (Map.Entry<String, Needed> object : needed.entrySet()) {
      String name = object.getKey();
      Long bytes = listed.containsKey(name) ? listed.get(name) : store.size(name);
      if (bytes == null) {
        findings.add(new BackupFinding("missing_object", name, "it is gone"));
      } else if (bytes != object.getValue().bytes()) {
        findings.add(
            new BackupFinding(
                "wrong_size",
                name,
                String.format(
                    Locale.ROOT,
                    "it has %,d bytes instead of %,d",
                    bytes,
                    object.getValue().bytes())));
      } else {
        there.put(name, object.getValue());
      }
    }
    return there;
  }

  private void read(Map.Entry<String, Needed> object, LongConsumer moved) {
    MessageDigest digest = Digest.begin();
    try (InputStream in = store.open(object.getKey())) {
      byte[] buffer = new byte[Math.clamp(object.getValue().bytes(), 1, BUFFER)];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        moved.accept(read);
      }
      if (!Digest.end(digest).equals(object.getValue().sha256())) {
        findings.add(
            new BackupFinding(
                "changed_object", object.getKey(), "it holds other bytes than were backed up"));
      }
    } catch (NoSuchFileException e) {
      findings.add(new BackupFinding("missing_object", object.getKey(), "it is gone"));
    } catch (IOException e) {
      findings.add(
          new BackupFinding("unreadable_object", object.getKey(), BackupFailure.reason(e)));
    }
  }
}
