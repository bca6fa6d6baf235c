package tools.peak.lake.upkeep;

import java.util.ArrayList;
import java.util.List;

/**
 * What a verification looked at and what is wrong. It changes nothing.
 *
 * @param version the version of the lake that was looked at
 * @param files data and metadata files that any kept version names
 * @param bytes of the data files among them
 * @param rows of those data files
 * @param runs runs in the newest version
 * @param findings everything that is wrong; of the kinds that may concern every run, the first ones
 */
public record VerifyReport(
    long version, long files, long bytes, long rows, long runs, List<Finding> findings) {

  public VerifyReport {
    findings = List.copyOf(findings);
  }

  /** The same with more that is wrong. */
  VerifyReport and(List<Finding> more) {
    List<Finding> all = new ArrayList<>(findings);
    all.addAll(more);
    return new VerifyReport(version, files, bytes, rows, runs, all);
  }

  /** Whether nothing is wrong. */
  public boolean isClean() {
    return findings.isEmpty();
  }
}
