package tools.peak.lake.schema;

import java.util.List;
import java.util.Set;

/**
 * All that is fixed of one of the lake's tables, in one place: what writes, prunes, sorts and shows
 * its rows reads it here.
 *
 * @param columns those that every lake has, in the order of the table
 * @param identity the columns that tell every row from every other
 * @param order the columns that rows of a file are sorted by
 * @param partitionTime the column whose month is the second partition field, the first is {@code
 *     stage}; empty if the table has no partitions
 * @param sinceFormat the format of lakes that brought the table
 * @param raw JSON that is shown only to those who name it
 * @param longTexts texts too long for the least and greatest of a file to be kept
 */
public record TableDefinition(
    List<Column> columns,
    List<String> identity,
    List<String> order,
    String partitionTime,
    int sinceFormat,
    Set<String> raw,
    Set<String> longTexts) {

  public TableDefinition {
    columns = List.copyOf(columns);
    identity = List.copyOf(identity);
    order = List.copyOf(order);
    raw = Set.copyOf(raw);
    longTexts = Set.copyOf(longTexts);
  }

  /** A table of format 1 without partitions, sorted by its identity. */
  static TableDefinition of(List<String> identity, Column... columns) {
    return new TableDefinition(List.of(columns), identity, identity, "", 1, Set.of(), Set.of());
  }

  TableDefinition sortedBy(String... names) {
    return new TableDefinition(
        columns, identity, List.of(names), partitionTime, sinceFormat, raw, longTexts);
  }

  /** Holds rows of runs, by stage and by the month of this column. */
  TableDefinition partitionedBy(String time) {
    return new TableDefinition(columns, identity, order, time, sinceFormat, raw, longTexts);
  }

  TableDefinition since(int format) {
    return new TableDefinition(columns, identity, order, partitionTime, format, raw, longTexts);
  }

  TableDefinition raw(String... names) {
    return new TableDefinition(
        columns, identity, order, partitionTime, sinceFormat, Set.of(names), longTexts);
  }

  TableDefinition longTexts(String... names) {
    return new TableDefinition(
        columns, identity, order, partitionTime, sinceFormat, raw, Set.of(names));
  }

  /** The columns that are shown unless others are named: no maps, no raw JSON. */
  public List<Column> shown() {
    return columns.stream()
        .filter(
            column ->
                switch (column.type()) {
                  case VALUES, NUMBERS, TEXTS, VALUE -> false;
                  case TEXT, DOUBLE, LONG, INT, BOOLEAN, DATE, TIMESTAMP ->
                      !raw.contains(column.name());
                })
        .toList();
  }
}
