package tools.peak.cli.output;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How rows are written. */
public enum Format {
  TABLE,
  CSV,
  JSON,
  NDJSON,
  MARKDOWN;

  /**
   * Begins a result.
   *
   * @param snapshot the lake version that the rows come from
   */
  public RowWriter open(CommandOutput output, String snapshot, List<String> columns) {
    return open(output, snapshot, columns, View.PLAIN);
  }

  /** The same, for eyes in this view. */
  public RowWriter open(CommandOutput output, String snapshot, List<String> columns, View view) {
    return switch (this) {
      case TABLE -> new TableRows(output, snapshot, columns, view);
      case CSV -> new CsvRows(output, snapshot, columns, false);
      case JSON -> new JsonRows(output, snapshot, distinct(columns));
      case NDJSON -> new NdjsonRows(output, snapshot, distinct(columns));
      case MARKDOWN -> new MarkdownRows(output, snapshot, columns, view);
    };
  }

  /** CSV in which no text is a spreadsheet's formula. */
  public static RowWriter safeCsv(CommandOutput output, String snapshot, List<String> columns) {
    return new CsvRows(output, snapshot, columns, true);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A JSON object's keys differ: the second {@code a} is {@code a_2}. */
  public static List<String> distinct(List<String> columns) {
    Set<String> taken = new HashSet<>();
    return columns.stream()
        .map(
            column -> {
              String name = column;
              for (int i = 2; !taken.add(name); i++) {
                name = column + "_" + i;
              }
              return name;
            })
        .toList();
  }
}
