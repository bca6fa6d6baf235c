package tools.peak.evidence.mapping;

import java.util.ArrayList;
import java.util.List;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.artifact.ColumnNames;
import tools.peak.evidence.artifact.CsvCells;
import tools.peak.evidence.artifact.CsvRecords;
import tools.peak.evidence.artifact.FileReader;
import tools.peak.evidence.artifact.TextChunks;
import tools.peak.evidence.text.Utf8Text;

/** The rows of a CSV file of any columns, as its bytes come in chunks. */
final class CsvTable implements FileReader.Chunks {
  private final String file;
  private final boolean decimalComma;
  private final Taker taker;
  private final CsvRecords records;
  private final FileReader.Chunks text;
  private List<String> columns = List.of();

  /** Takes what is found. */
  interface Taker {
    /** Whether a header is the one that is looked for; of two, the first is taken. */
    boolean fits(List<String> columns);

    /** Takes the columns, once. */
    void columns(List<String> columns) throws Refusal;

    /** Takes a row's cells, as many as there are columns. */
    void row(List<String> cells, long line) throws Refusal;

    /** Takes a row that can't be read. */
    void broken(Problem problem, long line) throws Refusal;
  }

  /**
   * A file.
   *
   * @param decimalComma whether its numbers have one; they are handed on with a point
   */
  CsvTable(String file, boolean decimalComma, Taker taker) {
    this.file = file;
    this.decimalComma = decimalComma;
    this.taker = taker;
    this.records = new CsvRecords(file, new Rows());
    this.text = new TextChunks(file, records);
  }

  @Override
  public int take(byte[] bytes, int to, boolean isLast) throws Refusal {
    return text.take(bytes, to, isLast);
  }

  /** Says that all is read. */
  void end() throws Refusal {
    records.end();
  }

  private final class Rows implements CsvRecords.Rows {
    @Override
    public boolean fits(ColumnNames names) {
      return taker.fits(named(names));
    }

    @Override
    public void header(ColumnNames names, byte separator, long line) throws Refusal {
      columns = named(names);
      taker.columns(columns);
    }

    @Override
    public void row(CsvCells cells, byte[] bytes, long line) throws Refusal {
      if (!Utf8Text.isValid(bytes, cells.start(0), cells.end(cells.count() - 1))) {
        taker.broken(
            new Problem.InvalidCsv(
                file,
                line,
                "is not UTF-8: it looks like Latin-1 or Windows-1252; write it as UTF-8"),
            line);
        return;
      }
      List<String> texts = new ArrayList<>(columns.size());
      for (int cell = 0; cell < columns.size(); cell++) {
        String text = cells.text(bytes, cell);
        texts.add(decimalComma ? DecimalComma.plain(text) : text);
      }
      taker.row(texts, line);
    }

    @Override
    public void wrongRow(Refusal why, long line) throws Refusal {
      taker.broken(why.problem(), line);
    }

    @Override
    public void emptyRow(long line) {
      // nothing is no run and no point
    }
  }

  private static List<String> named(ColumnNames names) {
    List<String> all = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      all.add(names.get(column));
    }
    return Headers.distinct(all);
  }
}
