package tools.peak.runner.bars;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bars from a CSV file with a header; the columns are found by name, whatever their case. */
final class CsvBars {

  private final String source;
  private final BarsBuilder bars;

  private CsvBars(String source) {
    this.source = source;
    this.bars = new BarsBuilder(source, "line");
  }

  static Bars read(String source, Path file) throws IOException {
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .detectBomHeader(true)
            .skipEmptyLines(true)
            .allowMissingFields(true)
            .allowExtraFields(true)
            .ofCsvRecord(file, StandardCharsets.UTF_8)) {
      return new CsvBars(source).read(csv.iterator());
    } catch (CsvParseException e) {
      throw new BarsException(source, "is no CSV: " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Bars read(CloseableIterator<CsvRecord> rows) {
    if (!rows.hasNext()) {
      throw new BarsException(source, "is empty; it needs a header and at least 2 bars");
    }
    List<String> header = header(rows.next());
    int time = find(header, Header.TIMESTAMP);
    int open = find(header, Header.OPEN);
    int high = find(header, Header.HIGH);
    int low = find(header, Header.LOW);
    int close = find(header, Header.CLOSE);
    int volume = find(header, Header.VOLUME);
    while (rows.hasNext()) {
      CsvRecord row = rows.next();
      if (row.getFieldCount() != header.size()) {
        throw bars.broken(
            row.getStartingLineNumber(),
            "has %d fields, the header has %d".formatted(row.getFieldCount(), header.size()));
      }
      bars.add(
          row.getStartingLineNumber(),
          time(row, time),
          number(row, Header.OPEN, open),
          number(row, Header.HIGH, high),
          number(row, Header.LOW, low),
          number(row, Header.CLOSE, close),
          number(row, Header.VOLUME, volume));
    }
    return bars.build();
  }

  private static List<String> header(CsvRecord row) {
    List<String> names = new ArrayList<>(row.getFieldCount());
    row.getFields().forEach(name -> names.add(name.strip().toLowerCase(Locale.ROOT)));
    return names;
  }

  private int find(List<String> header, String name) {
    int index = header.indexOf(name);
    if (index < 0) {
      throw new BarsException(
          source, "has no column '%s'; its header is %s".formatted(name, String.join(",", header)));
    }
    if (index != header.lastIndexOf(name)) {
      throw new BarsException(source, "has the column '" + name + "' twice");
    }
    return index;
  }

  private long time(CsvRecord row, int index) {
    String cell = row.getField(index).strip();
    try {
      return Timestamps.micros(cell);
    } catch (DateTimeException e) {
      throw bars.broken(
          row.getStartingLineNumber(),
          "timestamp is '%s', not an ISO 8601 time such as 2024-01-31T09:30:00Z"
              .formatted(Cells.shown(cell)));
    }
  }

  private double number(CsvRecord row, String column, int index) {
    String cell = row.getField(index).strip();
    if (cell.isEmpty() || !isPlain(cell)) {
      throw notANumber(row, column, cell);
    }
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw notANumber(row, column, cell);
    }
  }

  /** Java's own extras, such as {@code 1d}, {@code 0x1p3} and {@code NaN}, are no numbers here. */
  private static boolean isPlain(String cell) {
    char last = cell.charAt(cell.length() - 1);
    return (Character.isDigit(last) || last == '.')
        && cell.indexOf('x') < 0
        && cell.indexOf('X') < 0;
  }

  private BarsException notANumber(CsvRecord row, String column, String cell) {
    return bars.broken(
        row.getStartingLineNumber(), column + " is '" + Cells.shown(cell) + "', not a number");
  }
}
