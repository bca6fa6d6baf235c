package tools.peak.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Bytes of {@code trades.parquet}, 40 rows each: a third as pandas wrote them, the rest as DuckDB
 * does, with times in every style and several codecs. Made once, so that folders are written fast.
 */
final class TradesPool {
  private static final int ROWS = 40;
  private static final int PANDAS_FILES = 3;
  private static final List<String> TIMES =
      List.of("TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE");
  private static final List<String> CODECS = List.of("snappy", "zstd");
  private static final int SEEDS = 4;

  private final Map<Producer, List<byte[]>> pandas = new EnumMap<>(Producer.class);
  private final Map<Producer, List<byte[]>> duckdb = new EnumMap<>(Producer.class);

  private TradesPool() {}

  static TradesPool of(long seed) throws IOException {
    TradesPool pool = new TradesPool();
    Path file = Files.createTempFile("trades", ".parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 1; SET TimeZone = 'UTC'");
      statement.execute("SELECT setseed(" + (seed % 1000) / 1000.0 + ")");
      for (Producer producer : Producer.values()) {
        if (producer != Producer.MINIMAL) {
          pool.pandas.put(producer, resources(producer));
          pool.duckdb.put(producer, copies(producer, statement, file));
        }
      }
      return pool;
    } catch (SQLException e) {
      throw new IOException(e);
    } finally {
      Files.delete(file);
    }
  }

  byte[] any(Producer producer, SplittableRandom random) {
    List<byte[]> files =
        Objects.requireNonNull((random.nextInt(3) == 0 ? pandas : duckdb).get(producer));
    return files.get(random.nextInt(files.size()));
  }

  private static List<byte[]> resources(Producer producer) {
    List<byte[]> files = new ArrayList<>();
    for (int i = 0; i < PANDAS_FILES; i++) {
      String name =
          String.format(
              Locale.ROOT, "trades/%s-%d.parquet", producer.name().toLowerCase(Locale.ROOT), i);
      try (InputStream in = TradesPool.class.getResourceAsStream(name)) {
        files.add(Objects.requireNonNull(in, name).readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  private static List<byte[]> copies(Producer producer, Statement statement, Path file)
      throws SQLException, IOException {
    List<byte[]> files = new ArrayList<>();
    for (String time : TIMES) {
      for (String codec : CODECS) {
        for (int i = 0; i < SEEDS; i++) {
          statement.execute(
              "COPY (SELECT %s FROM (%s)) TO '%s' (FORMAT parquet, COMPRESSION %s)"
                  .formatted(columns(producer, time), SOURCE, file, codec));
          files.add(Files.readAllBytes(file));
        }
      }
    }
    return files;
  }

  private static final String SOURCE =
      String.format(
          Locale.ROOT,
          """
      SELECT *, exit_price * size - entry_price * size AS gross_pnl, entry_price * size AS entry_cost,
             exit_price * size AS exit_cost, entry_price * size * 0.002 AS fee
      FROM (SELECT i, TIMESTAMP '2026-01-05' + to_seconds(i * 45000 + floor(random() * 40000)) AS entry,
                   18000 + random() * 46000 AS entry_price, 18000 + random() * 46000 AS exit_price,
                   random() * 2 AS size,
                   CASE WHEN random() < 0.5 THEN 'long' ELSE 'short' END AS side,
                   CASE WHEN i = %1$d - 1 THEN 'end_of_data' WHEN random() < 0.5 THEN 'signal'
                        ELSE 'stop_loss' END AS exit_reason
            FROM range(%1$d) t(i))
      """,
          ROWS);

  private static String columns(Producer producer, String time) {
    String roundTrip =
        """
        entry::%1$s AS entry_time, entry_price, (entry + INTERVAL 9 HOUR)::%1$s AS exit_time,
        exit_price, size, gross_pnl - fee AS pnl, 100 * gross_pnl / entry_cost AS pnl_pct\
        """
            .formatted(time);
    String costs = "exit_reason, gross_pnl, entry_cost, exit_cost";
    return switch (producer) {
      case PIPELINE -> roundTrip + ", side, fee, " + costs;
      case LEGACY ->
          roundTrip
              + ", NULL::DOUBLE AS stop_price, fee AS fee_total, 0.0 AS slippage_total, "
              + costs;
      case PORTFOLIO -> roundTrip;
      case FILLS ->
          "entry::%s AS timestamp, 'BTC/EUR' AS symbol, if(side = 'long', 'buy', 'sell') AS side,"
                  .formatted(time)
              + " size AS quantity, entry_price AS price";
      case MINIMAL -> throw new IllegalArgumentException("a minimal chain has no trades");
    };
  }
}
