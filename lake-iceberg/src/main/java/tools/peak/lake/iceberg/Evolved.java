package tools.peak.lake.iceberg;

import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;

/**
 * Tables whose partitions, order or columns another program changed. Peak goes on writing by the
 * partitions that the table was made with, which Iceberg keeps beside the newer ones, and reads
 * every file by its own; what it can't go on with is refused by name.
 */
final class Evolved {
  private static final int FIRST_SPEC = 0;

  private Evolved() {}

  /** The partitions that the table was made with. */
  static PartitionSpec spec(TableMetadata table) {
    return table.spec(FIRST_SPEC);
  }

  /** Where all rows of a file belong; null where its own partitions don't tell. */
  static @Nullable Partition partition(DataFile file, Map<Integer, PartitionSpec> specs) {
    PartitionSpec first = specs.get(FIRST_SPEC);
    PartitionSpec own = specs.get(file.specId());
    if (first == null || own == null || first.isUnpartitioned()) {
      return null;
    }
    Map<Integer, Integer> places = new HashMap<>();
    for (int i = 0; i < own.fields().size(); i++) {
      places.put(own.fields().get(i).fieldId(), i);
    }
    Integer stage = places.get(first.fields().get(0).fieldId());
    Integer month = places.get(first.fields().get(1).fieldId());
    return stage == null || month == null
        ? null
        : new Partition(
            file.partition().get(stage, String.class), file.partition().get(month, Integer.class));
  }

  /**
   * Refuses a table that Peak can't go on with.
   *
   * @param before the columns that it had
   * @throws LakeException that names the table and what is to be undone
   */
  static void requireUsable(LakeTable table, TableMetadata changed, Schema before) {
    for (Types.NestedField column : changed.schema().columns()) {
      if (IcebergTypes.columnType(column.type()) == null) {
        throw refused(
            table,
            "added the column %s of type %s, which Peak does not read: drop it there"
                .formatted(column.name(), column.type()));
      }
    }
    for (Column column : table.columns()) {
      Types.NestedField old = before.findField(column.name());
      Types.NestedField now = changed.schema().findField(column.name());
      if (old != null
          && (now == null || now.fieldId() != old.fieldId() || !now.type().equals(old.type()))) {
        throw refused(
            table,
            "renamed, dropped or retyped the column %s, which Peak needs: give it back its name and type"
                .formatted(column.name()));
      }
    }
    if (!hasOwnPartitions(table, changed)) {
      throw refused(
          table, "took away the partitions that the table was made with: restore the lake");
    }
  }

  private static boolean hasOwnPartitions(LakeTable table, TableMetadata changed) {
    PartitionSpec first = changed.spec(FIRST_SPEC);
    return first != null && first.compatibleWith(IcebergTypes.partitions(table, changed.schema()));
  }

  private static LakeException refused(LakeTable table, String deed) {
    return new LakeException(
        Code.NOT_A_LAKE, "the table " + table.tableName() + ": another program " + deed);
  }
}
