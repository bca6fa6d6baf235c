package tools.peak.lake.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Artifact;
import tools.peak.evidence.Notice;
import tools.peak.evidence.Run;
import tools.peak.evidence.artifact.EvidenceFiles;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.lake.schema.Partition;

/**
 * A run that was read and is on its way into the lake.
 *
 * @param partition where its rows go
 * @param sourcePath what it was read from, such as a folder's absolute path
 * @param fingerprint what its source was like then
 * @param notices what of it was not taken at its word
 * @param tags those that its own tool gave it
 */
public record StagedRun(
    Run run,
    Partition partition,
    String sourcePath,
    Fingerprint fingerprint,
    List<Notice> notices,
    Map<String, String> tags) {

  public StagedRun {
    notices = List.copyOf(notices);
    tags = Map.copyOf(tags);
  }

  public static StagedRun of(
      Run run,
      String sourcePath,
      Fingerprint fingerprint,
      List<Notice> notices,
      Map<String, String> tags) {
    Partition partition = Partition.of(run.meta().stage(), run.meta().timestamp());
    return new StagedRun(run, partition, sourcePath, fingerprint, notices, tags);
  }

  /** The same with one more notice. */
  public StagedRun with(Notice notice) {
    List<Notice> all = new ArrayList<>(notices);
    all.add(notice);
    return new StagedRun(run, partition, sourcePath, fingerprint, all, tags);
  }

  public String runId() {
    return run.runId();
  }

  /** The digest of its content. */
  public String digest() {
    return run.evidenceSha256();
  }

  /** The digest of its telemetry, if it has any. */
  public @Nullable String telemetryDigest() {
    for (Artifact artifact : run.artifacts()) {
      if (artifact.name().equals(EvidenceFiles.TELEMETRY)) {
        return artifact.sha256();
      }
    }
    return null;
  }
}
