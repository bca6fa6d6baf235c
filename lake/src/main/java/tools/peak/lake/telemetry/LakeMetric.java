package tools.peak.lake.telemetry;

import java.util.List;

/**
 * The metrics of a lake. {@code docs/reference/metrics.md} is checked against what is sent.
 *
 * @param name dots between words, no {@code _total}
 * @param unit UCUM
 * @param meaning one sentence
 * @param buckets upper bounds of a histogram, ascending; of a counter none
 */
public record LakeMetric(String name, String unit, String meaning, List<Double> buckets) {
  private static final List<Double> SECONDS =
      List.of(
          0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0,
          300.0, 1800.0);

  /** What the semantic conventions of databases ask for. */
  private static final List<Double> QUERY_SECONDS =
      List.of(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0);

  private static final double KIB = 1024;
  private static final double MIB = 1024 * KIB;

  private static final List<Double> BYTES =
      List.of(
          4 * KIB,
          16 * KIB,
          64 * KIB,
          256 * KIB,
          MIB,
          4 * MIB,
          16 * MIB,
          64 * MIB,
          256 * MIB,
          1024 * MIB);

  static final LakeMetric RUNS =
      counter("lake.ingest.runs", "{run}", "Runs that ingest came to, by what became of them.");
  static final LakeMetric REJECTS =
      counter("lake.ingest.rejects", "{folder}", "Folders that ingest refused, by the code.");
  static final LakeMetric ROWS =
      counter("lake.ingest.rows", "{row}", "Rows that ingest committed, by table.");
  static final LakeMetric FILE =
      new LakeMetric(
          "lake.file.size",
          "By",
          "How large a data file is that an ingest or a compaction put in force, by table.",
          BYTES);
  static final LakeMetric INGEST =
      duration("lake.ingest.duration", "How long a pass of ingest took.");
  static final LakeMetric BATCH =
      duration("lake.ingest.batch.duration", "How long a batch took, from its rows to its commit.");
  static final LakeMetric COMMIT =
      duration(
          "lake.commit.duration",
          "How long a change of the lake took, waiting for others included.");
  public static final LakeMetric QUERY =
      new LakeMetric(
          "db.client.operation.duration",
          "s",
          "How long a question took, until its last row was read.",
          QUERY_SECONDS);

  public LakeMetric {
    buckets = List.copyOf(buckets);
  }

  private static LakeMetric counter(String name, String unit, String meaning) {
    return new LakeMetric(name, unit, meaning, List.of());
  }

  static LakeMetric moment(String name, String meaning) {
    return new LakeMetric(name, "s", meaning, List.of());
  }

  static LakeMetric duration(String name, String meaning) {
    return new LakeMetric(name, "s", meaning, SECONDS);
  }
}
