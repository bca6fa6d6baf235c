package tools.peak.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.Instants;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.Strings;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.column.Times;
import tools.peak.parquet.write.TableWriter;

/**
 * A run folder as text, so that it can be anything. Files get times of long ago, a second later
 * each time anything is written: a folder is settled, and a change is seen.
 */
public final class Chain {
  private static final AtomicLong TICKS =
      new AtomicLong(Instant.parse("2020-01-01T00:00:00Z").getEpochSecond());
  private static final long ENTRY = Instant.parse("2024-10-01T00:00:00Z").toEpochMilli() * 1_000;

  private final Map<String, String> meta = new LinkedHashMap<>();
  private final Map<String, String> params = new LinkedHashMap<>();
  private final Map<String, String> stats = new LinkedHashMap<>();
  private final Map<String, String> files = new LinkedHashMap<>();
  private int trades;

  /** A run with attributes, two metrics, three points and two trades. */
  public static Chain of(String runId) {
    return new Chain()
        .meta("run_id", quoted(runId))
        .meta("strategy", "\"macd\"")
        .meta("symbol", "\"BTC/USD\"")
        .meta("stage", "\"backtest\"")
        .meta("timestamp", "\"2024-11-05T10:00:00Z\"")
        .meta("start_date", "\"2024-10-01\"")
        .meta("end_date", "\"2024-10-31\"")
        .param("fast", "10")
        .stat("sharpe", "1.5")
        .stat("total_trades", "2")
        .equity(3)
        .trades(2)
        .file("report_snippet.md", "# " + runId + "\n");
  }

  /** A run with nothing but its name. */
  public static Chain bare(String runId) {
    return new Chain().meta("run_id", quoted(runId));
  }

  /** The text as JSON. */
  public static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        default -> {
          if (c < ' ') {
            json.append("\\u%04x".formatted((int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.append('"').toString();
  }

  /** Sets an attribute to a piece of JSON. */
  public Chain meta(String key, String json) {
    meta.put(key, json);
    return this;
  }

  public Chain withoutMeta(String key) {
    meta.remove(key);
    return this;
  }

  public Chain param(String key, String json) {
    params.put(key, json);
    return this;
  }

  public Chain stat(String key, String json) {
    stats.put(key, json);
    return this;
  }

  public Chain equity(int points) {
    StringBuilder csv = new StringBuilder("timestamp,equity\n");
    for (int i = 0; i < points; i++) {
      csv.append("2024-10-%02dT%02d:%02d:00,".formatted(1 + i / 1440 % 28, i / 60 % 24, i % 60))
          .append(1000 + i)
          .append(".5\n");
    }
    return file("equity.csv", csv.toString());
  }

  public Chain trades(int rows) {
    trades = rows;
    return this;
  }

  public Chain file(String name, String content) {
    files.put(name, content);
    return this;
  }

  public Chain withoutFile(String name) {
    files.remove(name);
    return this;
  }

  /** Writes the folder, over what is there; files of before that are not written stay. */
  public Path writeTo(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("config_snapshot.json"),
          "{\"meta\": " + object(meta) + ", \"params\": " + object(params) + "}");
      if (!stats.isEmpty()) {
        Files.writeString(folder.resolve("stats.json"), object(stats));
      }
      if (trades > 0) {
        TableWriter.write(folder.resolve("trades.parquet"), trades());
      }
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
      settle(folder);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the folder's files a time of long ago that none had before. */
  public static void settle(Path folder) {
    FileTime time = FileTime.from(Instant.ofEpochSecond(TICKS.incrementAndGet()));
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        if (Files.isRegularFile(entry)) {
          Files.setLastModifiedTime(entry, time);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes one file of a folder, and settles it. */
  public static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      settle(folder);
    }
  }

  private List<ParquetColumn> trades() {
    long[] entry = new long[trades];
    long[] exit = new long[trades];
    double[] numbers = new double[trades];
    @Nullable String[] sides = new String[trades];
    for (int i = 0; i < trades; i++) {
      entry[i] = ENTRY + i * 3_600_000_000L;
      exit[i] = entry[i] + 1_800_000_000L;
      numbers[i] = i + 0.25;
      sides[i] = i % 2 == 0 ? "long" : "short";
    }
    Doubles values = Doubles.of(numbers, new BitSet());
    return List.of(
        new Instants("entry_time", Times.ofMicros(entry)),
        new Numbers("entry_price", values),
        new Instants("exit_time", Times.ofMicros(exit)),
        new Numbers("exit_price", values),
        new Numbers("size", values),
        new Strings("side", Texts.of(sides)),
        new Numbers("pnl", values),
        new Numbers("pnl_pct", values));
  }

  private static String object(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry -> quoted(entry.getKey()) + ": " + entry.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
