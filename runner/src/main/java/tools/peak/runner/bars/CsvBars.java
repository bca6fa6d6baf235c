package tools.peak.runner.bars;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.artifact.ColumnNames;
import tools.peak.evidence.artifact.CsvCells;
import tools.peak.evidence.artifact.CsvNumbers;
import tools.peak.evidence.artifact.CsvRecords;
import tools.peak.evidence.artifact.OneSymbol;
import tools.peak.evidence.artifact.TextChunks;
import tools.peak.evidence.text.Decimals;
import tools.peak.evidence.text.Quoted;

/** Bars from a CSV file with a header; the columns are found by name, whatever their case. */
final class CsvBars implements CsvRecords.Rows {
  private static final int CHUNK = 256 << 10;

  private final String source;
  private final @Nullable String askedSymbol;
  private final BarsBuilder bars;
  private final BarTimes times;
  private final CsvRecords records;
  private final OneSymbol symbols = new OneSymbol();
  private final Decimals decimals = new Decimals();
  private CsvNumbers numbers = new CsvNumbers((byte) ',');
  private Columns columns = new Columns(0, 0, 0, 0, 0, 0);
  private int symbolColumn = ColumnNames.NONE;
  private @Nullable DownloadHeader download;

  private CsvBars(String source, @Nullable String askedSymbol) {
    this.source = source;
    this.askedSymbol = askedSymbol;
    this.bars = new BarsBuilder(source, "line");
    this.times = new BarTimes(bars);
    this.records = new CsvRecords(source, this);
  }

  /** Where the columns are. */
  private record Columns(int time, int open, int high, int low, int close, int volume) {}

  /**
   * Reads a file.
   *
   * @param symbol what the bars must be of where the file says of which they are, or null
   */
  static Bars read(String source, Path file, @Nullable String symbol) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new CsvBars(source, symbol).read(in);
    } catch (Refusal e) {
      throw e.problem() instanceof Problem.InvalidCsv(_, long line, String detail)
          ? new BarsException(source, "line " + line + ": " + detail)
          : new BarsException(source, e.problem().reason());
    }
  }

  private Bars read(InputStream in) throws IOException, Refusal {
    TextChunks text = new TextChunks(source, records);
    byte[] buffer = new byte[CHUNK];
    boolean returnsEndLines = false;
    boolean begun = false;
    int kept = 0;
    while (true) {
      int room = CHUNK - kept;
      int read = in.readNBytes(buffer, kept, room);
      int to = kept + read;
      if (!begun) {
        returnsEndLines = indexOf(buffer, to, '\n') < 0 && indexOf(buffer, to, '\r') >= 0;
        begun = true;
      }
      if (returnsEndLines) {
        replaceReturns(buffer, kept, to);
      }
      boolean isLast = read < room;
      int taken = text.take(buffer, to, isLast);
      if (isLast) {
        return end();
      }
      kept = to - taken;
      System.arraycopy(buffer, taken, buffer, 0, kept);
    }
  }

  private Bars end() throws Refusal {
    records.end();
    if (numbers.isUnclear()) {
      throw records.refusal(numbers.unclearLine(), numbers.whyUnclear());
    }
    String unlike = askedSymbol == null ? null : symbols.unlike(askedSymbol);
    if (unlike != null) {
      throw new BarsException(source, unlike);
    }
    return bars.build().with(times.remark());
  }

  /** Files of old machines end all lines with a carriage return alone. */
  private static void replaceReturns(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] == '\r') {
        bytes[at] = '\n';
      }
    }
  }

  private static int indexOf(byte[] bytes, int to, char wanted) {
    for (int at = 0; at < to; at++) {
      if (bytes[at] == wanted) {
        return at;
      }
    }
    return -1;
  }

  @Override
  public boolean fits(ColumnNames names) {
    return names.find(Header.OPEN) != ColumnNames.NONE
        && (names.time() != ColumnNames.NONE || DownloadHeader.begins(names));
  }

  @Override
  public void header(ColumnNames names, byte separator, long line) throws Refusal {
    numbers = new CsvNumbers(separator);
    if (names.time() == ColumnNames.NONE && DownloadHeader.begins(names)) {
      download = new DownloadHeader(names);
      return;
    }
    symbolColumn = names.symbol();
    if (names.time() < 0) {
      throw records.refusal(line, names.whyNoTime());
    }
    columns = columns(names, names.time(), line);
  }

  private Columns columns(ColumnNames names, int time, long line) throws Refusal {
    return new Columns(
        time,
        find(names, Header.OPEN, line),
        find(names, Header.HIGH, line),
        find(names, Header.LOW, line),
        find(names, Header.CLOSE, line),
        find(names, Header.VOLUME, line));
  }

  private int find(ColumnNames names, String name, long line) throws Refusal {
    int column = names.find(name);
    if (column < 0) {
      throw records.refusal(line, names.why(name));
    }
    return column;
  }

  @Override
  public void row(CsvCells cells, byte[] bytes, long line) throws Refusal {
    if (download != null) {
      downloadHeader(download, cells, bytes, line);
      return;
    }
    if (symbolColumn >= 0) {
      refuse(symbols.see(cells.text(bytes, symbolColumn)), line);
    }
    bars.add(
        line,
        times.read(line, cells.text(bytes, columns.time())),
        number(cells, bytes, Header.OPEN, columns.open(), line),
        number(cells, bytes, Header.HIGH, columns.high(), line),
        number(cells, bytes, Header.LOW, columns.low(), line),
        number(cells, bytes, Header.CLOSE, columns.close(), line),
        number(cells, bytes, Header.VOLUME, columns.volume(), line));
  }

  private void downloadHeader(DownloadHeader header, CsvCells cells, byte[] bytes, long line)
      throws Refusal {
    refuse(header.take(cells.texts(bytes), symbols), line);
    if (header.isWhole()) {
      columns = columns(header.names(), 0, line);
      download = null;
    }
  }

  private void refuse(@Nullable String wrong, long line) throws Refusal {
    if (wrong != null) {
      throw records.refusal(line, wrong);
    }
  }

  @Override
  public void emptyRow(long line) {
    throw times.missing(line);
  }

  /** Java's own extras, such as {@code 1d}, {@code 0x1p3} and {@code NaN}, are no numbers here. */
  private double number(CsvCells cells, byte[] bytes, String column, int cell, long line) {
    long bits = decimals.parse(bytes, cells.start(cell), cells.end(cell));
    if (bits != Decimals.NO_DECIMAL && numbers.isSettled()) {
      return Double.longBitsToDouble(bits);
    }
    String text = cells.text(bytes, cell).strip();
    byte[] plain = text.getBytes(UTF_8);
    bits = decimals.parse(plain, 0, plain.length);
    if (bits == Decimals.NO_DECIMAL) {
      throw bars.broken(
          line,
          text.isEmpty()
              ? "has no " + column
              : String.format(
                  Locale.ROOT, "%s: %s %s", column, Quoted.text(text), CsvNumbers.why(text)));
    }
    numbers.see(text, line);
    return Double.longBitsToDouble(bits);
  }
}
