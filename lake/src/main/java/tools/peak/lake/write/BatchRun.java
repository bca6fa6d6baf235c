package tools.peak.lake.write;

import tools.peak.evidence.Run;
import tools.peak.lake.schema.Partition;

/**
 * A run on its way into the lake.
 *
 * @param sourcePath the folder it was read from, absolute
 */
public record BatchRun(Run run, Partition partition, String sourcePath) {

  public static BatchRun of(Run run, String sourcePath) {
    return new BatchRun(run, Partition.of(run.meta().stage(), run.meta().timestamp()), sourcePath);
  }
}
