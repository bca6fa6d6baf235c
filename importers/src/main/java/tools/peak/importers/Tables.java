package tools.peak.importers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.artifact.ColumnNames;
import tools.peak.evidence.artifact.CsvCells;
import tools.peak.evidence.artifact.CsvRecords;
import tools.peak.evidence.artifact.FileEntry;
import tools.peak.evidence.artifact.FileReader;
import tools.peak.evidence.artifact.TextChunks;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.text.PythonFloat;
import tools.peak.evidence.text.TimeReader;
import tools.peak.evidence.text.TimeReading;
import tools.peak.parquet.Booleans;
import tools.peak.parquet.Instants;
import tools.peak.parquet.Integers;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetLimits;
import tools.peak.parquet.ParquetTable;
import tools.peak.parquet.Strings;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.column.Times;
import tools.peak.parquet.read.ParquetReader;

/** Tables of other tools, in Parquet or CSV files, and what stands in their cells. */
public final class Tables {
  private static final int MAX_COLUMNS = 2_000;
  private static final int FIRST_ROWS = 64;

  private Tables() {}

  /** The table of a file, by the ending of its name; a CSV's columns are texts. */
  public static ParquetTable read(Path folder, FileEntry file, ReadLimits limits, Budget budget)
      throws IOException, Refusal {
    return file.name().endsWith(".csv")
        ? csv(folder, file, limits, budget)
        : parquet(folder, file, limits, budget);
  }

  private static ParquetTable parquet(Path folder, FileEntry file, ReadLimits limits, Budget budget)
      throws IOException, Refusal {
    if (file.size() > limits.maxParquetSize()) {
      throw new Refusal(new Problem.TooLarge(file.name(), file.size(), limits.maxParquetSize()));
    }
    budget.take(file.name(), file.size());
    FileReader bytes = new FileReader();
    bytes.readWhole(folder, file);
    ParquetReader reader =
        new ParquetReader(new ParquetLimits(MAX_COLUMNS, 2L * limits.maxParquetSize()));
    try {
      ParquetTable table = reader.readable(bytes.bytes(), bytes.length(), budget.left());
      if (table.rows() > limits.maxPoints()) {
        throw new ParquetException(tooMany(table.rows(), limits));
      }
      budget.take(file.name(), reader.decoded());
      return table;
    } catch (ParquetException e) {
      throw e.isTooLarge()
          ? budget.spent(file.name())
          : new Refusal(new Problem.InvalidParquet(file.name(), String.valueOf(e.getMessage())));
    }
  }

  private static String tooMany(int rows, ReadLimits limits) {
    return String.format(
        Locale.ROOT, "has %,d rows, more than the %,d that can be held", rows, limits.maxPoints());
  }

  private static ParquetTable csv(Path folder, FileEntry file, ReadLimits limits, Budget budget)
      throws IOException, Refusal {
    CsvRows rows = new CsvRows(file.name(), limits.maxPoints(), budget);
    CsvRecords records = new CsvRecords(file.name(), rows);
    var _ = new FileReader().readThrough(folder, file, new TextChunks(file.name(), records));
    records.end();
    return rows.table();
  }

  /** Keeps all cells. */
  private static final class CsvRows implements CsvRecords.Rows {
    private final String file;
    private final int maxRows;
    private final Budget budget;
    private ColumnNames names = new ColumnNames(List.of());
    private final List<@Nullable String[]> cells = new ArrayList<>();
    private int rows;

    CsvRows(String file, int maxRows, Budget budget) {
      this.file = file;
      this.maxRows = maxRows;
      this.budget = budget;
    }

    @Override
    public boolean fits(ColumnNames header) {
      return header.size() > 1;
    }

    @Override
    public void header(ColumnNames header, byte separator, long line) {
      names = header;
      for (int column = 0; column < header.size(); column++) {
        cells.add(new @Nullable String[FIRST_ROWS]);
      }
    }

    @Override
    public void row(CsvCells row, byte[] bytes, long line) throws Refusal {
      emptyRow(line);
      for (int column = 0; column < names.size(); column++) {
        String cell = row.text(bytes, column);
        if (!cell.isBlank()) {
          budget.takeText(file, cell.length());
          cells.get(column)[rows - 1] = cell;
        }
      }
    }

    @Override
    public void emptyRow(long line) throws Refusal {
      if (rows >= maxRows) {
        throw new Refusal(
            new Problem.InvalidCsv(
                file, line, String.format(Locale.ROOT, "more than %,d rows", maxRows)));
      }
      budget.take(file, 8L * names.size());
      if (rows > 0 && rows == cells.getFirst().length) {
        cells.replaceAll(column -> Arrays.copyOf(column, rows * 2));
      }
      rows++;
    }

    ParquetTable table() {
      List<ParquetColumn> columns = new ArrayList<>();
      for (int column = 0; column < names.size(); column++) {
        columns.add(
            new Strings(
                names.get(column).strip(), Texts.of(Arrays.copyOf(cells.get(column), rows))));
      }
      return new ParquetTable(rows, columns);
    }
  }

  /** The number in a cell; NaN where there is none. */
  public static double number(@Nullable ParquetColumn column, int row) {
    if (column == null || column.isMissing(row)) {
      return Double.NaN;
    }
    if (column instanceof Numbers numbers) {
      return numbers.get(row);
    }
    if (column instanceof Integers integers) {
      return integers.get(row);
    }
    if (column instanceof Booleans booleans) {
      return booleans.get(row) ? 1 : 0;
    }
    String text = column.text(row);
    Double number = text == null ? null : PythonFloat.parse(text.strip());
    return number == null ? Double.NaN : number;
  }

  /** The time in a cell, in microseconds since the epoch, or {@link Times#MISSING}. */
  public static long micros(@Nullable ParquetColumn column, int row) {
    if (column == null || column.isMissing(row)) {
      return Times.MISSING;
    }
    if (column instanceof Instants instants) {
      return instants.get(row);
    }
    String text = column.text(row);
    return text != null && new TimeReader().read(text) instanceof TimeReading.At at
        ? at.micros()
        : Times.MISSING;
  }
}
