package tools.peak.lake.backup;

import java.util.List;

/**
 * What came of bringing a lake back to a temporary place.
 *
 * @param version the version that was restored
 * @param files how many files
 * @param bytes how many bytes those have
 * @param runs how many runs the restored lake has
 * @param findings what is wrong with it, one line each
 */
public record DrillReport(long version, long files, long bytes, long runs, List<String> findings) {
  public DrillReport {
    findings = List.copyOf(findings);
  }

  /** Whether the lake came back as it was. */
  public boolean isWhole() {
    return findings.isEmpty();
  }
}
