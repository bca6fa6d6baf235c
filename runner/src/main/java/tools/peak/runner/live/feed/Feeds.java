package tools.peak.runner.live.feed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import tools.peak.runner.bars.Bars;

/** Opens feeds. */
public final class Feeds {
  private static final byte[] PARQUET_MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private static final int LONGEST_HEADER = 1 << 16;

  private Feeds() {}

  /**
   * A file to its end: CSV as a stream, Parquet as a whole.
   *
   * @throws IOException if it can't be opened
   */
  public static Feed file(Path file, String symbol) throws IOException {
    check(file);
    if (isParquet(file)) {
      return new BarsFeed(Bars.read(file, symbol));
    }
    checkHeader(file, symbol);
    return StreamFeed.of(name(file), Files.newInputStream(file), symbol);
  }

  /** A CSV file whose end is waited at for more. */
  public static Feed following(Path file, String symbol) throws IOException {
    check(file);
    if (isParquet(file)) {
      throw new FeedException(
          file.toString(), "is a Parquet file, which does not grow: it can't be followed");
    }
    checkHeader(file, symbol);
    return StreamFeed.of(name(file), new GrowingFile(file), symbol);
  }

  private static void check(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FeedException(file.toString(), "is a folder, not a CSV or Parquet file of bars");
    }
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
  }

  /** What is no file of bars is told before anything is begun; a pipe gives its lines but once. */
  private static void checkHeader(Path file, String symbol) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] begin = in.readNBytes(LONGEST_HEADER);
      for (int at = 0; at < begin.length; at++) {
        if (begin[at] == '\n') {
          FeedItem _ = new BarLines(name(file), symbol).read(begin, 0, at, true);
          return;
        }
      }
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** Only a regular file is looked into: what a pipe gives once is gone. */
  private static boolean isParquet(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(PARQUET_MAGIC.length), PARQUET_MAGIC);
    }
  }
}
