package tools.peak.evidence.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What columns and keys of homemade results are called, and what the lake calls them. */
final class KnownNames {
  private static final Pattern HUMP =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
  private static final Pattern PERCENT =
      Pattern.compile("(?:_|^)(?:pct|percent|perc|percentage)(?=_|$)");
  private static final Pattern BASIS_POINTS = Pattern.compile("(?:_|^)bps?$");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?i)(?:params?|parameters?|config|cfg|settings?|hyperparams?|hp|args|kwargs|p)[._:/]");

  private static final Pattern OF_METRICS =
      Pattern.compile(
          "^(?:user_attrs|metrics?|stats?|results?|perf|performance|summary|kpi)_(?=.)");

  private static final Pattern OF_PARAMETERS =
      Pattern.compile(
          "(?:fast|slow|signal|window|period|lookback|length|span|threshold|stop_loss|sl|take_profit"
              + "|tp|leverage|multiplier|seed|learning_rate|lr|epochs|batch_size"
              + "|(?:rsi|sma|ema|macd|atr|bb|adx)_.+"
              + "|.+_(?:window|period|lookback|length|len|threshold|mult|multiplier))");

  /** Names of a run's id; the first that tells runs apart is taken. */
  static final List<String> IDS =
      List.of(
          "run_id",
          "runid",
          "id",
          "uid",
          "uuid",
          "guid",
          "run",
          "run_name",
          "backtest_id",
          "test_id",
          "job_id",
          "task_id",
          "experiment_id",
          "exp_id",
          "result_id",
          "sim_id",
          "simulation_id",
          "trial_id",
          "trial",
          "trial_number",
          "number",
          "name",
          "key",
          "hash",
          "index");

  private static final Map<String, String> META = new HashMap<>();
  private static final Map<String, String> METRICS = new HashMap<>();
  private static final Map<String, String> TRADES = new HashMap<>();

  /** Metrics that are fractions in the lake. */
  private static final List<String> FRACTIONS =
      List.of(
          "total_return",
          "cagr",
          "max_drawdown",
          "win_rate",
          "volatility",
          "exposure",
          "buy_hold_return");

  static {
    meta(
        "strategy",
        "strategy",
        "strat",
        "strategy_name",
        "strategy_id",
        "algo",
        "algorithm",
        "system",
        "model",
        "strategy_class");
    meta("symbol", "symbol", "ticker", "instrument", "pair", "asset", "market", "coin", "security");
    meta(
        "start_date",
        "start_date",
        "start",
        "from",
        "from_date",
        "date_from",
        "begin",
        "backtest_start",
        "period_start",
        "start_time",
        "data_start",
        "first_date");
    meta(
        "end_date",
        "end_date",
        "end",
        "to",
        "to_date",
        "date_to",
        "until",
        "backtest_end",
        "period_end",
        "end_time",
        "data_end",
        "last_date");
    meta(
        "timestamp",
        "timestamp",
        "created",
        "created_at",
        "created_on",
        "run_at",
        "run_date",
        "run_time",
        "date",
        "datetime",
        "time",
        "ts",
        "finished_at",
        "completed_at",
        "datetime_complete",
        "generated_at",
        "when");
    meta("stage", "stage", "phase", "mode", "run_type");
    meta(
        "git_sha",
        "git_sha",
        "git",
        "git_commit",
        "commit",
        "commit_hash",
        "git_hash",
        "sha",
        "revision",
        "rev");
    meta("timeframe", "timeframe", "interval", "freq", "frequency", "bar_size", "resolution");
    meta("data_source", "data_source", "source", "datasource", "exchange", "provider", "feed");
    meta("duration", "duration", "elapsed", "runtime", "elapsed_time");
    meta("state", "state", "status");
    meta("note", "note", "notes", "comment", "comments", "description", "remark");
    meta("runner", "runner", "engine", "host", "machine", "user", "author");

    metric(
        "sharpe",
        "sharpe",
        "sharpe_ratio",
        "sr",
        "sharpe_annual",
        "annualized_sharpe",
        "annual_sharpe");
    metric("sortino", "sortino", "sortino_ratio");
    metric("calmar", "calmar", "calmar_ratio", "mar", "mar_ratio");
    metric(
        "total_return",
        "total_return",
        "ret",
        "return",
        "returns",
        "total_ret",
        "tot_ret",
        "total_returns",
        "cum_return",
        "cumulative_return",
        "cumulative_returns",
        "roi",
        "profit",
        "net_return",
        "net_profit",
        "total_profit",
        "pnl",
        "performance",
        "gain");
    metric(
        "cagr",
        "cagr",
        "annual_return",
        "annualized_return",
        "annualised_return",
        "ann_return",
        "return_ann",
        "ann_ret",
        "annual_ret",
        "compound_annual_return");
    metric(
        "max_drawdown",
        "max_drawdown",
        "max_dd",
        "maxdd",
        "mdd",
        "drawdown",
        "dd",
        "maxdrawdown",
        "max_draw_down",
        "maximum_drawdown");
    metric(
        "volatility",
        "volatility",
        "vol",
        "annual_volatility",
        "annualized_volatility",
        "volatility_ann",
        "ann_vol",
        "std",
        "annual_vol");
    metric(
        "win_rate",
        "win_rate",
        "winrate",
        "hit_rate",
        "hit_ratio",
        "win_ratio",
        "winning",
        "win",
        "pct_win");
    metric("profit_factor", "profit_factor", "pf", "profitfactor");
    metric(
        "total_trades",
        "total_trades",
        "trades",
        "n_trades",
        "num_trades",
        "ntrades",
        "trade_count",
        "number_of_trades",
        "nb_trades",
        "trades_count",
        "tradecount",
        "closed_trades");
    metric("expectancy", "expectancy", "expected_value");
    metric("exposure", "exposure", "exposure_time", "time_in_market");
    metric(
        "buy_hold_return",
        "buy_hold_return",
        "buy_and_hold_return",
        "benchmark_return",
        "bh_return");
    metric("winning_trades", "winning_trades", "wins", "n_wins");
    metric(
        "total_fees",
        "total_fees",
        "fees",
        "fees_paid",
        "total_fees_paid",
        "commission",
        "commissions");
    metric("value", "value");
    metric("score", "score");
    metric("objective", "objective");
    metric("fitness", "fitness");
    metric("loss", "loss");
    metric("alpha", "alpha");
    metric("beta", "beta");
    metric("sqn", "sqn");
    metric("ulcer_index", "ulcer_index", "ulcer");

    trade(
        "entry_time",
        "entry_time",
        "entry_timestamp",
        "open_time",
        "opened",
        "opened_at",
        "open_date",
        "entry_date",
        "date_in",
        "entrytime",
        "open_timestamp",
        "entry_datetime",
        "buy_time",
        "time_in");
    trade(
        "exit_time",
        "exit_time",
        "exit_timestamp",
        "close_time",
        "closed",
        "closed_at",
        "close_date",
        "exit_date",
        "date_out",
        "exittime",
        "close_timestamp",
        "exit_datetime",
        "sell_time",
        "time_out");
    trade(
        "entry_price",
        "entry_price",
        "open_price",
        "price_in",
        "entryprice",
        "avg_entry_price",
        "open_rate",
        "buy_price",
        "entry");
    trade(
        "exit_price",
        "exit_price",
        "close_price",
        "price_out",
        "exitprice",
        "avg_exit_price",
        "close_rate",
        "sell_price",
        "exit");
    trade(
        "timestamp",
        "timestamp",
        "time",
        "date",
        "datetime",
        "ts",
        "filled_at",
        "fill_time",
        "executed_at");
    trade("symbol", "symbol", "ticker", "pair", "instrument", "asset", "column");
    trade("side", "side", "direction", "dir", "position", "action", "type");
    trade(
        "quantity", "quantity", "qty", "size", "amount", "shares", "units", "volume", "contracts");
    trade("price", "price", "fill_price", "avg_price", "execution_price");
    trade(
        "pnl",
        "pnl",
        "profit",
        "net_profit",
        "profit_abs",
        "pl",
        "net_pnl",
        "realized_pnl",
        "gain");
    trade("pnl_ratio", "pnl_ratio", "return", "ret", "profit_ratio", "pnl_return", "returns");
    trade("fee", "fee", "fees", "commission", "total_fees", "cost");
    trade("exit_reason", "exit_reason", "reason", "close_reason", "sell_reason");
  }

  /** Columns of a curve's value, the best first. */
  static final List<String> EQUITY =
      List.of(
          "equity",
          "nav",
          "portfolio_value",
          "total_value",
          "account_value",
          "equity_curve",
          "balance",
          "capital",
          "total_equity",
          "net_liquidation",
          "value",
          "portfolio",
          "account",
          "wealth",
          "cum_pnl");

  /** Columns of a curve's returns. */
  static final List<String> RETURNS =
      List.of(
          "returns",
          "return",
          "ret",
          "daily_return",
          "daily_returns",
          "strategy_returns",
          "strategy_return",
          "rets");

  /** Columns of times. */
  static final List<String> TIMES =
      List.of(
          "timestamp",
          "datetime",
          "date",
          "time",
          "ts",
          "when",
          "day",
          "index",
          "bar_time",
          "timestamps",
          "dates",
          "times",
          "t");

  private KnownNames() {}

  private static void meta(String target, String... names) {
    for (String name : names) {
      META.put(name, target);
    }
  }

  private static void metric(String target, String... names) {
    for (String name : names) {
      METRICS.put(name, target);
    }
  }

  private static void trade(String target, String... names) {
    for (String name : names) {
      TRADES.put(name, target);
    }
  }

  /**
   * What a name says.
   *
   * @param base it in small letters with underscores, without its unit
   * @param unit a unit that it names, or null
   */
  record Words(String base, @Nullable Unit unit) {}

  static Words words(String name) {
    String snake =
        HUMP.matcher(name.strip())
            .replaceAll("_")
            .toLowerCase(Locale.ROOT)
            .replace("pn_l", "pnl")
            .replace("%", "_pct_")
            .replace("&", "_and_")
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^_+|_+$", "");
    String plain = PERCENT.matcher(snake).replaceAll("");
    Unit unit = plain.equals(snake) ? null : Unit.PERCENT;
    if (unit == null) {
      String without = BASIS_POINTS.matcher(snake).replaceAll("");
      unit = without.equals(snake) ? null : Unit.BASIS_POINTS;
      plain = without;
    }
    String base = plain.replaceAll("_+", "_").replaceAll("^_+|_+$", "");
    return new Words(base.isEmpty() ? snake : base, unit);
  }

  static @Nullable String meta(String base) {
    return META.get(base);
  }

  static @Nullable String metric(String base) {
    return METRICS.get(OF_METRICS.matcher(base).replaceFirst("").replace("_and_", "_"));
  }

  static @Nullable String trade(String base) {
    return TRADES.get(base);
  }

  static boolean isFraction(String metric) {
    return FRACTIONS.contains(metric);
  }

  /** What a name is without the word of parameters before it; null if it has none. */
  static @Nullable String parameter(String name) {
    var matcher = PARAMETER.matcher(name);
    return matcher.lookingAt() && matcher.end() < name.length()
        ? name.substring(0, matcher.end())
        : null;
  }

  /** Whether a name is one that strategies call their parameters. */
  static boolean isParameter(String base) {
    return OF_PARAMETERS.matcher(base).matches();
  }
}
