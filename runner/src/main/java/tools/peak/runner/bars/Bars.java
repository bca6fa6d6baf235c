package tools.peak.runner.bars;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.artifact.EvidenceDigest;
import tools.peak.telemetry.SpanScope;

/**
 * Price bars of one symbol: at least two, sorted by time, no time twice, all prices finite and
 * above zero, no high below its low, volumes finite and not negative. Gaps are allowed. Immutable.
 *
 * <p>A bar's timestamp is what the file says it is; Peak only needs it to be unique and in order.
 */
public final class Bars {
  private static final byte[] PARQUET_MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private final String source;
  private final long[] micros;
  private final double[] open;
  private final double[] high;
  private final double[] low;
  private final double[] close;
  private final double[] volume;
  private final @Nullable String remark;

  Bars(
      String source,
      long[] micros,
      double[] open,
      double[] high,
      double[] low,
      double[] close,
      double[] volume,
      @Nullable String remark) {
    this.source = source;
    this.micros = micros;
    this.open = open;
    this.high = high;
    this.low = low;
    this.close = close;
    this.volume = volume;
    this.remark = remark;
  }

  /** The same bars with a word on how they were read. */
  Bars with(@Nullable String newRemark) {
    return new Bars(source, micros, open, high, low, close, volume, newRemark);
  }

  /** What of the file was not taken at its word, for people to read; null if nothing. */
  public @Nullable String remark() {
    return remark;
  }

  /**
   * Reads a CSV or Parquet file with the columns timestamp (UTC unless it names an offset or zone;
   * numbers are seconds, milliseconds, microseconds or nanoseconds since 1970 by their size), open,
   * high, low, close and volume, in any order of rows and columns.
   *
   * @throws BarsException if the file cannot be read, a row is broken, or it is of two symbols
   */
  public static Bars read(Path file) {
    return read(file, null);
  }

  /**
   * As {@link #read(Path)}.
   *
   * @param symbol what the bars must be of, where the file says of which symbol they are
   */
  public static Bars read(Path file, @Nullable String symbol) {
    return SpanScope.call("backtest.read_bars", () -> readFile(file, symbol));
  }

  private static Bars readFile(Path file, @Nullable String symbol) {
    String source = String.valueOf(file.getFileName());
    try {
      return isParquet(file)
          ? ParquetBars.read(source, file, symbol)
          : CsvBars.read(source, file, symbol);
    } catch (NoSuchFileException e) {
      throw new BarsException(file.toString(), "no such file", e);
    } catch (IOException e) {
      throw new BarsException(file.toString(), "cannot be read: " + e, e);
    }
  }

  private static boolean isParquet(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new BarsException(file.toString(), "is a folder, not a CSV or Parquet file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(PARQUET_MAGIC.length), PARQUET_MAGIC);
    }
  }

  /** What the bars were read from: a file's name, or a dataset's. */
  public String source() {
    return source;
  }

  /**
   * SHA-256 of the bars themselves, 64 hex digits: of every bar its time in microseconds since 1970,
   * UTC, then open, high, low, close and volume, 8 bytes each, big-endian. The same bars in another
   * file, format or order of columns have the same.
   */
  public String sha256() {
    MessageDigest digest = EvidenceDigest.sha256();
    ByteBuffer bar = ByteBuffer.allocate(6 * Long.BYTES);
    for (int i = 0; i < size(); i++) {
      bar.clear()
          .putLong(micros[i])
          .putDouble(open[i])
          .putDouble(high[i])
          .putDouble(low[i])
          .putDouble(close[i])
          .putDouble(volume[i]);
      digest.update(bar.flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The number of bars, at least 2. */
  public int size() {
    return micros.length;
  }

  /** When bar {@code i} is, in microseconds since the epoch, UTC. */
  public long micros(int i) {
    return micros[i];
  }

  /** When bar {@code i} is. */
  public Instant time(int i) {
    return Instant.EPOCH.plus(micros[i], ChronoUnit.MICROS);
  }

  /** The first day, UTC. */
  public LocalDate startDate() {
    return LocalDate.ofInstant(time(0), ZoneOffset.UTC);
  }

  /** The last day, UTC. */
  public LocalDate endDate() {
    return LocalDate.ofInstant(time(size() - 1), ZoneOffset.UTC);
  }

  public double open(int i) {
    return open[i];
  }

  public double high(int i) {
    return high[i];
  }

  public double low(int i) {
    return low[i];
  }

  public double close(int i) {
    return close[i];
  }

  public double volume(int i) {
    return volume[i];
  }
}
