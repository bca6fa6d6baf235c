package tools.peak.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Run;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Trades;
import tools.peak.evidence.Value;
import tools.peak.evidence.text.JsonText;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Times;

/** Writes runs as freqtrade, LEAN and MLflow would have: the same curve, trades and numbers. */
final class OtherForms implements AutoCloseable {
  private static final int SECOND = 1_000_000;

  private final Path freqtrade;
  private final Path lean;
  private final Connection mlflow;

  /** New folders below one that is there. */
  OtherForms(Path work) throws IOException, SQLException {
    this.freqtrade = Files.createDirectories(work.resolve("freqtrade"));
    this.lean = Files.createDirectories(work.resolve("lean"));
    Path store = Files.createDirectories(work.resolve("mlflow")).resolve("mlflow.db");
    this.mlflow = DriverManager.getConnection("jdbc:sqlite:" + store + "?synchronous=OFF");
    try (Statement statement = mlflow.createStatement()) {
      for (String sql :
          List.of(
              "CREATE TABLE alembic_version (version_num TEXT)",
              "CREATE TABLE experiments (experiment_id INTEGER PRIMARY KEY, name TEXT)",
              "INSERT INTO experiments VALUES (1, 'benchmark')",
              "CREATE TABLE runs (run_uuid VARCHAR(32) PRIMARY KEY, name TEXT, user_id TEXT, status"
                  + " TEXT, start_time BIGINT, end_time BIGINT, lifecycle_stage TEXT, experiment_id"
                  + " INTEGER)",
              "CREATE TABLE params (key TEXT, value TEXT, run_uuid TEXT, PRIMARY KEY (key,"
                  + " run_uuid))",
              "CREATE TABLE tags (key TEXT, value TEXT, run_uuid TEXT, PRIMARY KEY (key,"
                  + " run_uuid))",
              "CREATE TABLE latest_metrics (key TEXT, value FLOAT, timestamp BIGINT, step BIGINT,"
                  + " is_nan BOOLEAN, run_uuid TEXT, PRIMARY KEY (key, run_uuid))",
              "CREATE TABLE metrics (key TEXT, value FLOAT, timestamp BIGINT, run_uuid TEXT, step"
                  + " BIGINT, is_nan BOOLEAN, PRIMARY KEY (key, timestamp, step, run_uuid, value,"
                  + " is_nan))",
              "CREATE INDEX params_run ON params (run_uuid)",
              "CREATE INDEX tags_run ON tags (run_uuid)",
              "CREATE INDEX latest_run ON latest_metrics (run_uuid)",
              "CREATE INDEX metrics_run ON metrics (run_uuid, key, step)")) {
        boolean _ = statement.execute(sql);
      }
    }
    mlflow.setAutoCommit(false);
  }

  void write(Run run) throws IOException, SQLException {
    String name = run.runId().replaceAll("[^A-Za-z0-9_-]", "_");
    freqtrade("backtest-result-" + name, run);
    lean(name, run);
    mlflow(name, run);
  }

  private static @Nullable Double number(Doubles numbers, int row) {
    return numbers.isMissing(row) ? null : (Double) numbers.get(row);
  }

  private static @Nullable Object text(Times times, int row) {
    long micros = times.get(row);
    return micros == Times.MISSING
        ? null
        : Instant.ofEpochSecond(0, micros * 1_000).atOffset(ZoneOffset.UTC).toString();
  }

  private static @Nullable Object millis(Times times, int row) {
    return times.get(row) == Times.MISSING ? null : (Long) (times.get(row) / 1_000);
  }

  private void freqtrade(String stem, Run run) throws IOException {
    Map<String, @Nullable Object> strategy = new LinkedHashMap<>();
    List<@Nullable Object> trades = new ArrayList<>();
    Trades rows = run.trades();
    for (int row = 0; row < rows.size(); row++) {
      Map<String, @Nullable Object> trade = new LinkedHashMap<>();
      trade.put("pair", "BTC/USDT");
      trade.put("stake_amount", 100.0);
      trade.put("amount", number(rows.quantity(), row));
      trade.put("open_date", text(rows.entryTime(), row));
      trade.put("close_date", text(rows.exitTime(), row));
      trade.put("open_rate", number(rows.entryPrice(), row));
      trade.put("close_rate", number(rows.exitPrice(), row));
      trade.put("fee_open", 0.001);
      trade.put("fee_close", 0.001);
      trade.put("trade_duration", 240);
      trade.put("profit_ratio", number(rows.pnlRatio(), row));
      trade.put("profit_abs", number(rows.pnl(), row));
      trade.put("exit_reason", rows.exitReason().get(row));
      trade.put("stop_loss_abs", 9_000.0);
      trade.put("min_rate", 9_900.0);
      trade.put("max_rate", 10_100.0);
      trade.put("enter_tag", "dip");
      trade.put("leverage", 1.0);
      trade.put("is_short", false);
      trade.put("open_timestamp", millis(rows.entryTime(), row));
      trade.put("close_timestamp", millis(rows.exitTime(), row));
      trades.add(trade);
    }
    strategy.put("trades", trades);
    for (Stat stat : run.stats()) {
      strategy.put(stat.metric(), stat.value());
    }
    List<@Nullable Object> days = new ArrayList<>();
    Doubles equity = run.equity().equity();
    for (int row = 1; row < equity.size(); row++) {
      days.add(
          List.of(
              Instant.EPOCH.plusSeconds(86_400L * (18_000 + row)).toString().substring(0, 10),
              equity.get(row) - equity.get(row - 1)));
    }
    strategy.put("daily_profit", days);
    strategy.put("starting_balance", equity.size() == 0 ? 1_000.0 : equity.get(0));
    strategy.put("timeframe", "5m");
    strategy.put("backtest_start_ts", 1_704_067_200_000L);
    strategy.put("backtest_run_start_ts", 1_706_800_000L);
    String result = JsonText.of(Map.of("strategy", Map.of("Benchmark", strategy)));
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(freqtrade.resolve(stem + ".zip")))) {
      zip.putNextEntry(new ZipEntry(stem + ".json"));
      zip.write(result.getBytes(UTF_8));
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry(stem + "_config.json"));
      zip.write("{\"exchange\": {\"name\": \"binance\"}}".getBytes(UTF_8));
      zip.closeEntry();
    }
    Files.writeString(
        freqtrade.resolve(stem + ".meta.json"), "{\"Benchmark\": {\"run_id\": \"" + stem + "\"}}");
  }

  private void lean(String name, Run run) throws IOException {
    Map<String, @Nullable Object> statistics = new LinkedHashMap<>();
    for (Stat stat : run.stats()) {
      statistics.put(stat.metric(), String.valueOf(stat.value()));
    }
    List<@Nullable Object> trades = new ArrayList<>();
    Trades rows = run.trades();
    for (int row = 0; row < rows.size(); row++) {
      Map<String, @Nullable Object> trade = new LinkedHashMap<>();
      trade.put("symbol", Map.of("value", "SPY", "id", "SPY R735QTJ8XC9X", "permtick", "SPY"));
      trade.put("entryTime", text(rows.entryTime(), row));
      trade.put("entryPrice", number(rows.entryPrice(), row));
      trade.put("direction", 0);
      trade.put("quantity", number(rows.quantity(), row));
      trade.put("exitTime", text(rows.exitTime(), row));
      trade.put("exitPrice", number(rows.exitPrice(), row));
      trade.put("profitLoss", number(rows.pnl(), row));
      trade.put("totalFees", 1.0);
      trade.put("mae", -1.0);
      trade.put("mfe", 1.0);
      trades.add(trade);
    }
    List<@Nullable Object> points = new ArrayList<>();
    for (int row = 0; row < run.equity().size(); row++) {
      Double value = number(run.equity().equity(), row);
      List<@Nullable Object> point = new ArrayList<>();
      point.add(run.equity().timestamps().get(row) / SECOND);
      for (int i = 0; i < 4; i++) {
        point.add(value);
      }
      points.add(point);
    }
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("totalPerformance", Map.of("closedTrades", trades));
    result.put(
        "charts",
        Map.of("Strategy Equity", Map.of("series", Map.of("Equity", Map.of("values", points)))));
    result.put("statistics", statistics);
    result.put("algorithmConfiguration", Map.of("name", "Benchmark"));
    Files.writeString(lean.resolve(name + ".json"), JsonText.of(result));
  }

  private void mlflow(String name, Run run) throws SQLException {
    put(
        "INSERT INTO runs VALUES (?, ?, 'ann', 'FINISHED', 1700000000000, 1700000100000, 'active',"
            + " 1)",
        name,
        name);
    for (Value value : run.params()) {
      put("INSERT INTO params VALUES (?, ?, ?)", value.key(), String.valueOf(value.text()), name);
    }
    put("INSERT INTO tags VALUES ('team', 'alpha', ?)", name);
    put("INSERT INTO tags VALUES ('mlflow.source.git.commit', 'abc', ?)", name);
    for (Stat stat : run.stats()) {
      if (stat.value() != null && Double.isFinite(stat.value())) {
        log(name, stat.metric(), stat.value(), 1_700_000_000_000L, 0);
      }
    }
    for (int row = 0; row < run.equity().size(); row++) {
      if (!run.equity().equity().isMissing(row)) {
        log(
            name,
            "equity",
            run.equity().equity().get(row),
            run.equity().timestamps().get(row) / 1_000,
            row);
      }
    }
    mlflow.commit();
  }

  private void log(String run, String key, double value, long millis, long step)
      throws SQLException {
    put("INSERT OR REPLACE INTO metrics VALUES (?, ?, ?, ?, ?, 0)", key, value, millis, run, step);
    put(
        "INSERT OR REPLACE INTO latest_metrics VALUES (?, ?, ?, ?, 0, ?)",
        key,
        value,
        millis,
        step,
        run);
  }

  private final Map<String, PreparedStatement> statements = new LinkedHashMap<>();

  private void put(String sql, Object... values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = mlflow.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    int _ = statement.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    mlflow.close();
  }
}
