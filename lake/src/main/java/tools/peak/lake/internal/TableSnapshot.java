package tools.peak.lake.internal;

import java.util.List;

/**
 * What one table held at a version of the lake.
 *
 * @param fields the columns, those of the contract first, then metrics in order of arrival
 * @param files absolute paths of the Parquet files
 * @param rows how many rows the files hold together
 */
public record TableSnapshot(List<Field> fields, List<String> files, long rows) {
  public TableSnapshot {
    fields = List.copyOf(fields);
    files = List.copyOf(files);
  }
}
