package tools.peak.lake.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.peak.storage.Sha256;

/** Looks whether a backup is whole. */
public final class BackupCheck {
  private BackupCheck() {}

  /**
   * What is wrong with an object.
   *
   * @param code {@code damaged_manifest}, {@code missing_object}, {@code wrong_size} or {@code
   *     changed_object}
   * @param object its name in the backup
   */
  public record Finding(String code, String object, String detail) {}

  /**
   * What was found.
   *
   * @param versions how many manifests there are
   * @param objects how many objects were looked at
   * @param bytes they have
   */
  public record Report(int versions, int objects, long bytes, List<Finding> findings) {
    public Report {
      findings = List.copyOf(findings);
    }

    /** Whether every version can be restored, as far as was looked. */
    public boolean isWhole() {
      return findings.isEmpty();
    }
  }

  static Report of(Backup backup, boolean deep, BackupListener listener) throws IOException {
    List<Finding> findings = Collections.synchronizedList(new ArrayList<>());
    Map<String, Manifest.Piece> needed = new TreeMap<>();
    int versions = 0;
    for (String name : backup.manifests().names()) {
      versions++;
      Optional<Manifest> manifest = backup.manifests().tryRead(name);
      if (manifest.isEmpty()) {
        findings.add(
            new Finding(
                "damaged_manifest", name, "it is not what was written: its version is lost"));
        continue;
      }
      manifest.get().pieces().forEach(piece -> needed.put(piece.object(), piece));
    }
    if (versions == 0) {
      throw backup.none();
    }
    Map<String, Long> present = backup.store().list("objects/");
    List<Manifest.Piece> whole = new ArrayList<>();
    for (Manifest.Piece piece : needed.values()) {
      Long bytes = present.get(piece.object());
      if (bytes == null) {
        findings.add(new Finding("missing_object", piece.object(), "it is gone"));
      } else if (bytes != piece.bytes()) {
        findings.add(
            new Finding(
                "wrong_size",
                piece.object(),
                "it has " + bytes + " bytes instead of " + piece.bytes()));
      } else {
        whole.add(piece);
      }
    }
    if (deep) {
      Transfers.run(
          whole.stream()
              .<Transfers.Transfer>map(piece -> () -> read(backup.store(), piece, findings))
              .toList(),
          listener);
    }
    return new Report(
        versions,
        needed.size(),
        needed.values().stream().mapToLong(Manifest.Piece::bytes).sum(),
        findings.stream().sorted(Comparator.comparing(Finding::object)).toList());
  }

  private static void read(ObjectStore store, Manifest.Piece piece, List<Finding> findings)
      throws IOException {
    try (InputStream in = store.read(piece.object())) {
      if (!Sha256.of(in).equals(piece.sha256())) {
        findings.add(
            new Finding(
                "changed_object", piece.object(), "its bytes are not those that were written"));
      }
    } catch (NoSuchFileException e) {
      findings.add(new Finding("missing_object", piece.object(), "it is gone"));
    }
  }
}
