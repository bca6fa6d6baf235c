package tools.peak.evidence.artifact;

import java.util.Locale;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.text.Utf8Text;

/**
 * The records of a CSV file, as its bytes come in chunks. The header is the first line that is
 * neither blank nor a comment ({@code #}), and tells what divides the cells: a comma, a semicolon
 * or a tab, unless a line {@code sep=} before it does.
 */
public final class CsvRecords implements FileReader.Chunks {
  private static final byte[] SEPARATORS = {',', ';', '\t'};
  private static final int NOT_WHOLE = -1;

  private final String file;
  private final Rows rows;
  private final CsvCells cells = new CsvCells();
  private long line = 1;
  private boolean begun;
  private boolean separatorGiven;
  private boolean headerSeen;
  private int columns;

  /** Lines without a value that came last: they are rows only if another follows. */
  private long emptyRows;

  private long firstEmptyLine;

  /** What becomes of the records. */
  public interface Rows {
    /** Whether the names are those of a header, as far as they are needed. */
    boolean fits(ColumnNames names);

    /** Takes the header, or refuses it where it is none. */
    void header(ColumnNames names, byte separator, long line) throws Refusal;

    /** Takes a record that has as many cells as the header. */
    void row(CsvCells cells, byte[] bytes, long line) throws Refusal;

    /** Takes a record that is none of the table's: one that is alone in it refuses the file. */
    default void wrongRow(Refusal why, long line) throws Refusal {
      throw why;
    }

    /** Takes a record in the middle of the file whose cells are all empty. */
    void emptyRow(long line) throws Refusal;

    /**
     * Takes a record by a short cut, for which it must be whole.
     *
     * @return behind its line feed, or -1 if it is not of the plain kind
     */
    default int plainRow(byte[] bytes, int at, int to, long line) throws Refusal {
      return NOT_WHOLE;
    }
  }

  public CsvRecords(String file, Rows rows) {
    this.file = file;
    this.rows = rows;
  }

  /** Says that all is read. */
  public void end() throws Refusal {
    if (!headerSeen) {
      throw refusal(1, "is empty");
    }
  }

  @Override
  public int take(byte[] bytes, int to, boolean isLast) throws Refusal {
    int at = begun ? 0 : Utf8Text.afterMark(bytes, to);
    begun |= to > 0;
    while (at < to) {
      int next = headerSeen && emptyRows == 0 ? rows.plainRow(bytes, at, to, line) : NOT_WHOLE;
      if (next >= 0) {
        line++;
      } else {
        next = record(bytes, at, to, isLast);
        if (next < 0) {
          break;
        }
        line += cells.lines();
      }
      at = next;
    }
    if (at == 0 && to >= FileReader.CHUNK && !isLast) {
      throw refusal(line, String.format(Locale.ROOT, "more than %,d bytes", to));
    }
    return at;
  }

  private int record(byte[] bytes, int at, int to, boolean isLast) throws Refusal {
    int next = cells.read(bytes, at, to, isLast);
    if (next < 0) {
      if (isLast) {
        throw refusal(line, "a quoted cell never ends");
      }
      return next;
    }
    if (!headerSeen) {
      return begin(bytes, at, to, isLast, next);
    }
    if (cells.isBlank(bytes)) {
      empty();
      return next;
    }
    String wrong = cells.problem();
    if (wrong == null && cells.count() != columns) {
      wrong =
          String.format(Locale.ROOT, "%,d cells where the header has %,d", cells.count(), columns);
    }
    if (wrong != null) {
      rows.wrongRow(refusal(line, wrong), line);
      return next;
    }
    for (; emptyRows > 0; emptyRows--) {
      rows.emptyRow(firstEmptyLine);
    }
    rows.row(cells, bytes, line);
    return next;
  }

  /** A blank line is nothing anywhere; one of commas is nothing at the end. */
  private void empty() {
    if (cells.count() > 1) {
      firstEmptyLine = emptyRows == 0 ? line : firstEmptyLine;
      emptyRows++;
    }
  }

  private int begin(byte[] bytes, int at, int to, boolean isLast, int next) throws Refusal {
    if (cells.isBlank(bytes) || bytes[at] == '#') {
      return next;
    }
    int given = cells.givenSeparator(bytes, at, next);
    if (given >= 0) {
      cells.divideBy((byte) given);
      separatorGiven = true;
      return next;
    }
    return header(bytes, at, to, isLast);
  }

  private int header(byte[] bytes, int at, int to, boolean isLast) throws Refusal {
    byte best = cells.separator();
    int most = 0;
    for (byte separator : separatorGiven ? new byte[] {best} : SEPARATORS) {
      cells.divideBy(separator);
      int next = cells.read(bytes, at, to, isLast);
      if (next < 0) {
        continue;
      }
      ColumnNames names = new ColumnNames(cells.texts(bytes));
      if (rows.fits(names)) {
        return header(names, next);
      }
      if (names.size() > most) {
        best = separator;
        most = names.size();
      }
    }
    cells.divideBy(best);
    int next = cells.read(bytes, at, to, isLast);
    return header(new ColumnNames(cells.texts(bytes)), next);
  }

  private int header(ColumnNames names, int next) throws Refusal {
    String wrong = cells.problem();
    if (wrong != null) {
      throw refusal(line, wrong);
    }
    headerSeen = true;
    columns = names.size();
    rows.header(names, cells.separator(), line);
    return next;
  }

  /** Refuses a line of this file. */
  public Refusal refusal(long line, String detail) {
    return new Refusal(new Problem.InvalidCsv(file, line, detail));
  }
}
