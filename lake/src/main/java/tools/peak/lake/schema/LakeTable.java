package tools.peak.lake.schema;

import java.util.List;
import java.util.Locale;

/** The Iceberg tables of a lake. Names and columns are a contract; columns may be added. */
public enum LakeTable {
  /** A row is a run. One DOUBLE column a metric is added behind these as metrics turn up. */
  RUNS("timestamp"),
  /** A row is a round trip or a fill. */
  TRADES("run_timestamp"),
  /** A row is a point of a run's equity curve. */
  EQUITY("run_timestamp"),
  /** A row is a file of a run's folder. */
  ARTIFACTS("run_timestamp"),
  /** A row is a span of a run's telemetry. */
  SPANS("run_timestamp"),
  /** A row is a batch that was committed. It has no partitions. */
  INGESTS("");

  private final String partitionTime;

  LakeTable(String partitionTime) {
    this.partitionTime = partitionTime;
  }

  /** The table's name in the namespace {@code lake}. */
  public String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The columns that every lake has, in the order of the table. */
  public List<Column> columns() {
    return switch (this) {
      case RUNS -> LakeColumns.RUNS;
      case TRADES -> LakeColumns.TRADES;
      case EQUITY -> LakeColumns.EQUITY;
      case ARTIFACTS -> LakeColumns.ARTIFACTS;
      case SPANS -> LakeColumns.SPANS;
      case INGESTS -> LakeColumns.INGESTS;
    };
  }

  /** The format of lakes that brought the table. A lake of an older one gets it when written to. */
  public int sinceFormat() {
    return switch (this) {
      case RUNS, TRADES, EQUITY, ARTIFACTS, INGESTS -> 1;
      case SPANS -> 2;
    };
  }

  /** Whether the table holds rows of runs, partitioned by stage and month. */
  public boolean isPartitioned() {
    return !partitionTime.isEmpty();
  }

  /** The column whose month is the second partition field; the first is {@code stage}. */
  public String partitionTime() {
    return partitionTime;
  }
}
