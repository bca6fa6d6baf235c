package tools.peak.lake.write;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Runs that go into the lake in one version.
 *
 * @param ingestId the pass they belong to
 * @param number the batch's place in the pass, from 0
 * @param at when it was put together
 * @param roots what the pass was asked to load
 * @param replaced how many of the runs were in the lake before
 * @param runs sorted by partition and run_id, as the files will be
 */
public record Batch(
    String ingestId, int number, Instant at, String roots, int replaced, List<BatchRun> runs) {

  public Batch {
    runs =
        runs.stream()
            .sorted(
                Comparator.comparing(BatchRun::partition).thenComparing(run -> run.run().runId()))
            .toList();
  }
}
