package tools.peak.evidence.artifact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Budget;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Trades;
import tools.peak.evidence.text.PythonFloat;
import tools.peak.evidence.text.Quoted;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetTable;
import tools.peak.parquet.Strings;
import tools.peak.parquet.column.Texts;

/**
 * Trades in a CSV file, a chunk of bytes at a time: cells are texts, and what is read of them is
 * read as it is of a Parquet file's. A column {@code date}, {@code datetime} or {@code time} is the
 * timestamp where there is none, nor an entry's time.
 */
public final class TradesCsv implements FileReader.Chunks {
  private static final int FIRST_ROWS = 64;

  private final String file;
  private final int maxRows;
  private final Budget budget;
  private final CsvRecords records;
  private final FileReader.Chunks text;
  private ColumnNames names = new ColumnNames(List.of());
  private CsvNumbers numbers = new CsvNumbers((byte) ',');
  private final List<@Nullable String[]> cells = new ArrayList<>();
  private long[] lines = new long[FIRST_ROWS];
  private int rows;

  /**
   * Reads trades of up to so many rows.
   *
   * @param budget what its cells are charged to
   */
  public TradesCsv(String file, int maxRows, Budget budget) {
    this.file = file;
    this.maxRows = maxRows;
    this.budget = budget;
    this.records = new CsvRecords(file, new Rows());
    this.text = new TextChunks(file, records);
  }

  @Override
  public int take(byte[] bytes, int to, boolean isLast) throws Refusal {
    return text.take(bytes, to, isLast);
  }

  /**
   * All that was read, at its end.
   *
   * @param curve tells bar times from the wall clock's; empty if there is none
   * @param notices takes what was not plain of it
   * @throws Refusal with {@link Problem.InvalidCsv} if it is no table of trades
   */
  public Trades trades(EquityCurve curve, Notices notices) throws Refusal {
    records.end();
    if (numbers.isUnclear()) {
      throw records.refusal(numbers.unclearLine(), numbers.whyUnclear());
    }
    return TradesFile.of(new Csv(), table(notices), curve, notices);
  }

  private ParquetTable table(Notices notices) {
    List<ParquetColumn> columns = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      String name = name(column);
      if (name.isBlank()) {
        notices.add(
            file,
            NoticeCode.COLUMN_LEFT_OUT,
            "column " + (column + 1) + " is left out: it has no name");
      } else {
        columns.add(new Strings(name, Texts.of(Arrays.copyOf(cells.get(column), rows))));
      }
    }
    return new ParquetTable(rows, columns);
  }

  private String name(int column) {
    boolean isTime =
        column == names.time()
            && names.find(ColumnNames.TIMESTAMP) == ColumnNames.NONE
            && names.find("entry_time") == ColumnNames.NONE;
    return isTime ? ColumnNames.TIMESTAMP : names.get(column).strip();
  }

  /** What becomes of the file's records. */
  private final class Rows implements CsvRecords.Rows {
    @Override
    public boolean fits(ColumnNames header) {
      return header.time() != ColumnNames.NONE || header.find("entry_time") != ColumnNames.NONE;
    }

    @Override
    public void header(ColumnNames header, byte separator, long line) {
      names = header;
      numbers = new CsvNumbers(separator);
      for (int column = 0; column < header.size(); column++) {
        cells.add(new @Nullable String[FIRST_ROWS]);
      }
    }

    @Override
    public void row(CsvCells row, byte[] bytes, long line) throws Refusal {
      begin(line);
      for (int column = 0; column < names.size(); column++) {
        String cell = row.text(bytes, column);
        if (!cell.isBlank()) {
          budget.takeText(file, cell.length());
          cells.get(column)[rows] = cell;
          if (!numbers.isSettled() && TradesFile.holdsNumbers(name(column))) {
            if (PythonFloat.parse(cell.strip()) != null) {
              numbers.see(cell, line);
            }
          }
        }
      }
      rows++;
    }

    @Override
    public void emptyRow(long line) throws Refusal {
      begin(line);
      rows++;
    }

    private void begin(long line) throws Refusal {
      if (rows >= maxRows) {
        throw records.refusal(line, String.format(Locale.ROOT, "more than %,d rows", maxRows));
      }
      budget.take(file, Long.BYTES + (long) names.size() * Long.BYTES);
      if (rows == lines.length) {
        lines = Arrays.copyOf(lines, rows * 2);
        cells.replaceAll(column -> Arrays.copyOf(column, rows * 2));
      }
      lines[rows] = line;
    }
  }

  /** The file, which knows its rows' lines. */
  private final class Csv implements TableSource {
    @Override
    public String file() {
      return file;
    }

    @Override
    public Problem problem(String detail) {
      return new Problem.InvalidCsv(file, 1, detail);
    }

    @Override
    public Problem problem(String column, int row, String cell, String why) {
      return new Problem.InvalidCsv(
          file,
          lines[row],
          "column " + Quoted.text(column) + ": " + Quoted.text(cell) + " " + CsvNumbers.why(cell));
    }
  }
}
