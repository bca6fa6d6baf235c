package tools.peak.lake.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Artifact;
import tools.peak.evidence.Notice;
import tools.peak.evidence.artifact.EvidenceFiles;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.lake.write.BatchRun;

/** A run that was read, and waits for what the index says. Equal only to itself. */
final class Candidate {
  private final BatchRun run;
  private final Fingerprint fingerprint;
  private final List<Notice> notices;

  Candidate(BatchRun run, Fingerprint fingerprint, List<Notice> notices) {
    this.run = run;
    this.fingerprint = fingerprint;
    this.notices = notices;
  }

  /** What of it was not taken at its word. */
  List<Notice> notices() {
    return notices;
  }

  BatchRun run() {
    return run;
  }

  Fingerprint fingerprint() {
    return fingerprint;
  }

  String runId() {
    return run.run().runId();
  }

  String path() {
    return run.sourcePath();
  }

  /** The digest of its telemetry, if it has any. */
  @Nullable String telemetry() {
    for (Artifact artifact : run.run().artifacts()) {
      if (artifact.name().equals(EvidenceFiles.TELEMETRY)) {
        return artifact.sha256();
      }
    }
    return null;
  }

  String digest() {
    return run.run().evidenceSha256();
  }
}
