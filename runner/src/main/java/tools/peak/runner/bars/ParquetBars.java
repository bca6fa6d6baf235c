package tools.peak.runner.bars;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.List;
import java.util.stream.Collectors;
import tools.peak.parquet.AllMissing;
import tools.peak.parquet.Booleans;
import tools.peak.parquet.Instants;
import tools.peak.parquet.Integers;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetLimits;
import tools.peak.parquet.ParquetTable;
import tools.peak.parquet.Strings;
import tools.peak.parquet.read.ParquetReader;

/** Bars from a Parquet file; the columns are found by name, whatever their case. */
final class ParquetBars {
  /** Some ten million bars. */
  private static final ParquetLimits LIMITS = new ParquetLimits(2_000, 1L << 30);

  private final String source;
  private final BarsBuilder bars;

  private ParquetBars(String source) {
    this.source = source;
    this.bars = new BarsBuilder(source, "row");
  }

  static Bars read(String source, Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      return new ParquetBars(source).read(new ParquetReader(LIMITS).read(bytes, bytes.length));
    } catch (ParquetException e) {
      throw new BarsException(source, String.valueOf(e.getMessage()), e);
    }
  }

  private Bars read(ParquetTable table) {
    ParquetColumn time = find(table, Header.TIMESTAMP);
    ParquetColumn open = find(table, Header.OPEN);
    ParquetColumn high = find(table, Header.HIGH);
    ParquetColumn low = find(table, Header.LOW);
    ParquetColumn close = find(table, Header.CLOSE);
    ParquetColumn volume = find(table, Header.VOLUME);
    for (int row = 0; row < table.rows(); row++) {
      bars.add(
          row + 1L,
          time(time, row),
          number(open, row),
          number(high, row),
          number(low, row),
          number(close, row),
          number(volume, row));
    }
    return bars.build();
  }

  private ParquetColumn find(ParquetTable table, String name) {
    List<ParquetColumn> found =
        table.columns().stream().filter(column -> column.name().equalsIgnoreCase(name)).toList();
    return switch (found.size()) {
      case 0 ->
          throw new BarsException(
              source,
              "has no column '%s'; it has %s"
                  .formatted(
                      name,
                      table.columns().stream()
                          .map(ParquetColumn::name)
                          .collect(Collectors.joining(","))));
      case 1 -> found.getFirst();
      default -> throw new BarsException(source, "has the column '" + name + "' twice");
    };
  }

  private long time(ParquetColumn column, int row) {
    if (column.isMissing(row)) {
      throw bars.broken(row + 1L, "has no timestamp");
    }
    return switch (column) {
      case Instants instants -> instants.get(row);
      case Strings strings -> parsed(String.valueOf(strings.get(row)), row);
      case Numbers numbers -> throw notATime(numbers);
      case Integers integers -> throw notATime(integers);
      case Booleans booleans -> throw notATime(booleans);
      case AllMissing missing -> throw notATime(missing);
    };
  }

  private long parsed(String text, int row) {
    try {
      return Timestamps.micros(text);
    } catch (DateTimeException e) {
      throw bars.broken(row + 1L, "timestamp is '" + Cells.shown(text) + "', not an ISO 8601 time");
    }
  }

  private BarsException notATime(ParquetColumn column) {
    return new BarsException(
        source, "column '" + column.name() + "' holds no times (a timestamp or ISO 8601 text)");
  }

  private double number(ParquetColumn column, int row) {
    if (column.isMissing(row)) {
      throw bars.broken(row + 1L, "has no " + column.name());
    }
    return switch (column) {
      case Numbers numbers -> numbers.get(row);
      case Integers integers -> integers.unsigned() ? unsigned(integers, row) : integers.get(row);
      case Instants instants -> throw notANumber(instants);
      case Strings strings -> throw notANumber(strings);
      case Booleans booleans -> throw notANumber(booleans);
      case AllMissing missing -> throw notANumber(missing);
    };
  }

  private static double unsigned(Integers integers, int row) {
    return Double.parseDouble(Long.toUnsignedString(integers.get(row)));
  }

  private BarsException notANumber(ParquetColumn column) {
    return new BarsException(source, "column '" + column.name() + "' holds no numbers");
  }
}
