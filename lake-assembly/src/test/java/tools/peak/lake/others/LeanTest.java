package tools.peak.lake.others;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.lake.Lake;
import tools.peak.lake.Probe;
import tools.peak.lake.ingest.IngestResult;
import tools.peak.lake.ingest.SourceChoice;

/** Backtests of QuantConnect's LEAN, as its engine has written them since 2023, and before. */
class LeanTest {
  private static final String RESULT =
      """
      {"rollingWindow": {"M1_20240131": {"tradeStatistics": {"totalNumberOfTrades": 99}}},
       "totalPerformance": {
        "tradeStatistics": {"totalNumberOfTrades": 2, "numberOfWinningTrades": 1, "numberOfLosingTrades": 1,
         "profitFactor": "2.5", "averageProfit": "120.5"},
        "portfolioStatistics": {"sharpeRatio": "0.72"},
        "closedTrades": [
         {"symbol": {"value": "SPY", "id": "SPY R735QTJ8XC9X", "permtick": "SPY"},
          "entryTime": "2024-01-02T15:00:00Z", "entryPrice": 470.5, "direction": 0, "quantity": 10.0,
          "exitTime": "2024-01-03T15:00:00Z", "exitPrice": 480.5, "profitLoss": 100.0, "totalFees": 2.0,
          "mae": -5.0, "mfe": 110.0, "duration": "1.00:00:00", "endTradeDrawdown": -10.0, "isWin": true,
          "orderIds": [1, 2]},
         {"symbol": {"value": "SPY"}, "entryTime": "2024-01-04T15:00:00Z", "entryPrice": 480.0, "direction": 1,
          "quantity": 5.0, "exitTime": "2024-01-05T15:00:00Z", "exitPrice": 482.0, "profitLoss": -10.0,
          "totalFees": 2.0}]},
       "charts": {"Benchmark": {"series": {"Benchmark": {"values": [[1704067200, 1, 1, 1, 1]]}}},
        "Strategy Equity": {"name": "Strategy Equity", "series": {
         "Equity": {"name": "Equity", "unit": "$", "values": [
          [1704067200, 100000.0, 100000.0, 100000.0, 100000.0],
          [1704153600, 100000.0, 100200.0, 99900.0, 100100.5], [1704240000, null]]},
         "Return": {"values": [[1704067200, 0.1]]}}}},
       "orders": {"1": {"type": 0, "id": 1, "symbol": {"value": "SPY"}, "price": 470.5,
         "time": "2024-01-02T15:00:00Z", "quantity": 10.0, "status": 3, "direction": 0}},
       "profitLoss": {"2024-01-03T15:00:00Z": 100.0},
       "statistics": {"Total Orders": "4", "Average Win": "0.12%", "Compounding Annual Return": "12.345%",
        "Drawdown": "5.100%", "Expectancy": "0.5", "Start Equity": "100000", "End Equity": "102417.5",
        "Net Profit": "2.418%", "Sharpe Ratio": "0.72", "Sortino Ratio": "-1.05", "Win Rate": "50%",
        "Annual Standard Deviation": "0.114", "Total Fees": "$1,234.56",
        "Estimated Strategy Capacity": "$27000000.00", "Lowest Capacity Asset": "SPY R735QTJ8XC9X",
        "Information Ratio": "NaN"},
       "runtimeStatistics": {"Equity": "$102,417.50", "Fees": "-$4.00"},
       "state": {"StartTime": "2024-05-01T12:00:00Z", "EndTime": "2024-05-01T12:01:00Z", "Status": "Completed",
        "RuntimeError": ""},
       "algorithmConfiguration": {"name": "BasicTemplate", "accountCurrency": "USD",
        "startDate": "2024-01-01T00:00:00Z", "endDate": "2024-01-31T23:59:59Z",
        "parameters": {"ema-fast": "10", "threshold": "0.5", "mode": "fast"}}}
      """;

  private static final String OLD =
      """
      {"TotalPerformance": {"ClosedTrades": []},
       "Charts": {"Strategy Equity": {"Series": {"Equity": {"Values": [
        {"x": 1583280000, "y": 100000.0}, {"x": 1583366400, "y": 99000.25}]}}}},
       "Orders": {"1": {"Id": 1, "Symbol": {"Value": "EURUSD"}, "Price": 1.1, "Time": "2020-03-04T01:00:00Z",
         "Quantity": -1000.0, "Status": 3}, "2": {"Id": 2, "Status": 5, "Quantity": 1.0}},
       "Statistics": {"Total Trades": "2", "Drawdown": "1.000%", "Net Profit": "-1%", "Total Fees": "$0.00"}}
      """;

  @TempDir Path dir;
  private Path project;
  private Lake lake;

  @BeforeEach
  void open() {
    project = dir.resolve("project");
    lake = Lake.openOrCreate(dir.resolve("lake"));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private List<List<Object>> sql(String sql) {
    return lake.sql(sql).fetch().rows().stream()
        .map(row -> row.stream().<Object>map(cell -> cell == null ? "null" : cell).toList())
        .toList();
  }

  @Test
  void a_result_is_a_run_and_what_lies_beside_it_is_none() {
    Path folder = project.resolve("backtests/2024-05-01_12-00-00");
    Path file = Written.file(folder.resolve("1747219423.json"), RESULT);
    Written.file(folder.resolve("1747219423-summary.json"), RESULT);
    Written.file(folder.resolve("1747219423-order-events.json"), "[{\"id\": 1}]");
    Written.file(folder.resolve("log.txt"), "text");
    Written.file(folder.resolve("data-monitor-report-2024.json"), "{\"a\": 1}");

    IngestResult result = Probe.ingest(lake, project);

    assertThat(result.added()).isEqualTo(1);
    assertThat(result.rejected()).isZero();
    assertThat(result.passedOver()).isZero();
    assertThat(
            sql(
                "SELECT run_id, strategy, symbol, stage, source_tool, source_path, CAST(start_date"
                    + " AS VARCHAR), CAST(end_date AS VARCHAR), CAST(timestamp AS VARCHAR) FROM"
                    + " runs"))
        .containsExactly(
            List.of(
                "1747219423",
                "BasicTemplate",
                "SPY",
                "backtest",
                "lean",
                file.toString(),
                "2024-01-01",
                "2024-01-31",
                "2024-05-01 12:00:00+00"));
    assertThat(sql("SELECT key, type, value FROM params ORDER BY key"))
        .containsExactly(
            List.of("ema-fast", "int", "10"),
            List.of("mode", "string", "fast"),
            List.of("threshold", "float", "0.5"));
    assertThat(Probe.ingest(lake, project).unchanged()).isEqualTo(1);
  }

  @Test
  void statistics_are_numbers_with_our_units_and_signs() {
    Written.file(project.resolve("a.json"), RESULT);
    Probe.ingest(lake, project);

    assertThat(
            sql(
                "SELECT total_return, cagr, max_drawdown, sharpe, sortino, win_rate, total_orders,"
                    + " total_trades, winning_trades, profit_factor, total_fees, volatility,"
                    + " average_win, end_equity, isnan(information_ratio) FROM runs"))
        .containsExactly(
            List.of(
                0.02418, 0.12345, -0.051, 0.72, -1.05, 0.5, 4.0, 2.0, 1.0, 2.5, 1234.56, 0.114,
                0.0012, 102417.5, true));
    assertThat(sql("SELECT text FROM stats WHERE metric = 'lowest_capacity_asset'"))
        .containsExactly(List.of("SPY R735QTJ8XC9X"));
  }

  @Test
  void closed_trades_are_round_trips_after_their_fees_and_the_equity_is_the_curve() {
    Written.file(project.resolve("a.json"), RESULT);
    Probe.ingest(lake, project);

    assertThat(
            sql(
                "SELECT kind, symbol, side, quantity, entry_price, exit_price, pnl, gross_pnl, fee,"
                    + " CAST(entry_time AS VARCHAR) FROM trades ORDER BY trade_seq"))
        .containsExactly(
            List.of(
                "round_trip",
                "SPY",
                "long",
                10.0,
                470.5,
                480.5,
                98.0,
                100.0,
                2.0,
                "2024-01-02 15:00:00+00"),
            List.of(
                "round_trip",
                "SPY",
                "short",
                5.0,
                480.0,
                482.0,
                -12.0,
                -10.0,
                2.0,
                "2024-01-04 15:00:00+00"));
    assertThat(sql("SELECT CAST(timestamp AS VARCHAR), equity FROM equity ORDER BY seq"))
        .containsExactly(
            List.of("2024-01-01 00:00:00+00", 100000.0),
            List.of("2024-01-02 00:00:00+00", 100100.5),
            List.of("2024-01-03 00:00:00+00", "null"));
  }

  @Test
  void the_older_form_is_read_and_filled_orders_are_fills_where_no_trade_was_closed() {
    Written.file(project.resolve("Old.json"), OLD);
    Probe.ingest(lake, project);

    assertThat(
            sql("SELECT run_id, total_orders, filled_orders, total_return, max_drawdown FROM runs"))
        .containsExactly(List.of("Old", 2.0, 1.0, -0.01, -0.01));
    assertThat(sql("SELECT kind, symbol, side, quantity, price FROM trades"))
        .containsExactly(List.of("fill", "EURUSD", "sell", 1000.0, 1.1));
    assertThat(sql("SELECT equity FROM equity ORDER BY seq"))
        .containsExactly(List.of(100000.0), List.of(99000.25));
  }

  @Test
  void broken_ones_are_named_and_other_json_is_passed_over() {
    Written.file(project.resolve("whole/a.json"), RESULT);
    Written.file(project.resolve("cut/b.json"), RESULT.substring(0, 2_000));
    Written.file(project.resolve("point/c.json"), RESULT.replace("[1704153600, ", "[\"x\", "));
    Written.file(project.resolve("package/package.json"), "{\"name\": \"x\", \"orders\": {}}");

    IngestResult result = Probe.ingest(lake, project);

    assertThat(result.added()).isEqualTo(1);
    assertThat(result.passedOver()).isEqualTo(1);
    assertThat(
            Probe.rejects(lake).stream()
                .map(reject -> Path.of(reject.path()).getFileName() + " " + reject.code()))
        .containsExactlyInAnyOrder("b.json invalid_json", "c.json invalid_json");

    Path other = Written.file(dir.resolve("x.json"), "{\"name\": \"x\"}");
    Probe.ingest(lake, Probe.OPTIONS.withSource(new SourceChoice.Named("lean")), other);
    assertThat(Probe.rejects(lake))
        .anySatisfy(
            reject -> {
              assertThat(reject.path()).isEqualTo(other.toString());
              assertThat(reject.code()).isEqualTo("invalid_store");
            });
  }
}
