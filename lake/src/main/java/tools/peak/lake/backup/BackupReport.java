package tools.peak.lake.backup;

import java.util.List;

/**
 * What a verification of a backup looked at, and what is wrong.
 *
 * @param versions how many versions it has
 * @param files how many objects those need
 * @param bytes how many bytes those have
 */
public record BackupReport(int versions, long files, long bytes, List<BackupFinding> findings) {
  public BackupReport {
    findings = List.copyOf(findings);
  }

  /** Whether nothing is wrong. */
  public boolean isWhole() {
    return findings.isEmpty();
  }
}
