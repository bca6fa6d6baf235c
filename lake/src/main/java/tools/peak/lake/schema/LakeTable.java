package tools.peak.lake.schema;

import java.util.List;
import java.util.Locale;

/** The Iceberg tables of a lake. Names and columns are a contract; columns may be added. */
public enum LakeTable {
  /** A row is a run. One DOUBLE column a metric is added behind these as metrics turn up. */
  RUNS,
  /** A row is a round trip or a fill. */
  TRADES,
  /** A row is a point of a run's equity curve. */
  EQUITY,
  /** A row is a file of a run's folder. */
  ARTIFACTS,
  /** A row is a span of a run's telemetry. */
  SPANS,
  /** A row is a batch that was committed. It has no partitions. */
  INGESTS;

  /** The strategy of a run as it was loaded, whatever it is called now: asked for, not stored. */
  public static final String RECORDED_STRATEGY = "recorded_strategy";

  /** The table's name in the namespace {@code lake}. */
  public String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Columns, identity, order, partitions: all that is fixed of the table. */
  public TableDefinition definition() {
    return switch (this) {
      case RUNS -> Definitions.RUNS;
      case TRADES -> Definitions.TRADES;
      case EQUITY -> Definitions.EQUITY;
      case ARTIFACTS -> Definitions.ARTIFACTS;
      case SPANS -> Definitions.SPANS;
      case INGESTS -> Definitions.INGESTS;
    };
  }

  /** The columns that every lake has, in the order of the table. */
  public List<Column> columns() {
    return definition().columns();
  }

  /** Whether the table holds rows of runs, partitioned by stage and month. */
  public boolean isPartitioned() {
    return !definition().partitionTime().isEmpty();
  }
}
