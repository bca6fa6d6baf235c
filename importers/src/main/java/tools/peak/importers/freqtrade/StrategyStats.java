package tools.peak.importers.freqtrade;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.artifact.JsonStream;
import tools.peak.evidence.text.Quoted;
import tools.peak.importers.CurveRows;
import tools.peak.importers.RunDraft;

/**
 * What freqtrade says of one strategy's backtest: numbers become metrics, settings parameters, days
 * the curve. Names, units and signs that differ from ours are in the table of {@code
 * docs/importing.md}.
 */
final class StrategyStats {
  private static final long MICROS = 1_000_000;

  /** Metrics that mean what ours do, under our names. */
  private static final Map<String, String> OURS =
      Map.of(
          "profit_total", "total_return",
          "winrate", "win_rate",
          "wins", "winning_trades",
          "losses", "losing_trades");

  /** Settings that a run was made with. */
  private static final Set<String> PARAMS =
      Set.of(
          "timeframe",
          "timeframe_detail",
          "stake_amount",
          "max_open_trades",
          "max_open_trades_setting",
          "stoploss",
          "trailing_stop",
          "trailing_stop_positive",
          "trailing_stop_positive_offset",
          "trailing_only_offset_is_reached",
          "use_custom_stoploss",
          "minimal_roi",
          "use_exit_signal",
          "use_sell_signal",
          "exit_profit_only",
          "sell_profit_only",
          "exit_profit_offset",
          "sell_profit_offset",
          "ignore_roi_if_entry_signal",
          "ignore_roi_if_buy_signal",
          "enable_protections",
          "trading_mode",
          "margin_mode",
          "freqaimodel",
          "freqai_identifier");

  private static final Set<String> META =
      Set.of("stake_currency", "timerange", "stake_currency_decimals");

  /** Times that stand there twice, and what is a period's text. */
  private static final Set<String> LEFT =
      Set.of(
          "backtest_start",
          "backtest_end",
          "drawdown_start",
          "drawdown_end",
          "drawdown_start_ts",
          "drawdown_end_ts",
          "drawdown_duration",
          "backtest_run_end_ts");

  private final RunDraft run;
  private final String file;
  private final List<Object> days = new ArrayList<>();
  private final Map<String, Long> times = new LinkedHashMap<>();
  private List<?> pairs = List.of();
  private double start = Double.NaN;
  private @Nullable String strategy;

  StrategyStats(RunDraft run, String file) {
    this.run = run;
    this.file = file;
  }

  /** Reads the object that the parser stands on. */
  void read(JsonStream json) throws IOException, Refusal {
    json.object((name, token) -> member(json, name, token));
  }

  private void member(JsonStream json, String name, JsonToken token) throws IOException, Refusal {
    switch (name) {
      case "trades" -> new FreqtradeTrades(run, file).read(json, token);
      case "daily_profit" -> {
        if (token == JsonToken.START_ARRAY && json.value() instanceof List<?> list) {
          list.forEach(day -> days.add(day == null ? "" : day));
        }
      }
      case "strategy_name" ->
          strategy = token == JsonToken.VALUE_STRING ? json.parser().getText() : null;
      case "pairlist" -> {
        if (token == JsonToken.START_ARRAY && json.value() instanceof List<?> list) {
          pairs = list;
        }
      }
      case "starting_balance", "dry_run_wallet" -> {
        double balance = json.number();
        if (Double.isFinite(balance) && Double.isNaN(start)) {
          start = balance;
        }
        number(json, name, token);
      }
      case "backtest_start_ts", "backtest_end_ts", "backtest_run_start_ts" -> {
        if (token.isNumeric()) {
          times.put(name, (long) json.number());
        }
      }
      default -> {
        if (PARAMS.contains(name)) {
          run.param(name, json.value());
        } else if (META.contains(name)) {
          run.meta(name, json.value());
        } else if (!LEFT.contains(name)) {
          number(json, name, token);
        }
      }
    }
  }

  /** What is no number is a length of time as text, whose seconds stand beside it. */
  private void number(JsonStream json, String name, JsonToken token) throws IOException {
    if (token.isNumeric()) {
      run.stat(OURS.getOrDefault(name, name), json.number());
    }
  }

  /** The configuration that the backtest ran with. */
  void config(Map<String, @Nullable Object> config) {
    if (config.get("exchange") instanceof Map<?, ?> exchange
        && exchange.get("name") instanceof String name) {
      run.meta("exchange", name);
      run.meta("data_source", name);
    }
    if (config.get("fee") instanceof Number fee) {
      run.param("fee", fee);
    }
  }

  /** The parameters of a strategy's own file: {@code buy.buy_rsi} and the like. */
  void strategyParams(Map<String, @Nullable Object> file) {
    if (file.get("params") instanceof Map<?, ?> params) {
      params.forEach((space, values) -> spaceOf(String.valueOf(space), values));
    }
  }

  /** The spaces that hold a strategy's own values; those of others are settings that it has. */
  void spaceOf(String space, @Nullable Object values) {
    if (values instanceof Map<?, ?> map && !Set.of("stoploss", "trailing", "roi").contains(space)) {
      run.param(space, map);
    }
  }

  /** What the file beside the result says of the strategy. */
  void told(@Nullable Object meta) {
    if (meta instanceof Map<?, ?> map) {
      if (map.get("run_id") instanceof String hash) {
        run.meta("freqtrade_run_id", hash);
      }
      if (map.get("notes") instanceof String notes) {
        run.meta("notes", notes);
      }
      if (map.get("backtest_start_time") instanceof Long seconds) {
        times.putIfAbsent("backtest_run_start_ts", seconds);
      }
    }
  }

  /** The strategy is the one that the metrics name. */
  void strategy() {
    run.meta("strategy", strategy);
  }

  /** Makes of all that was read what takes more than one value. */
  void end() throws Refusal {
    drawdown();
    run.meta("pairs", pairs.isEmpty() ? null : pairs);
    if (pairs.size() == 1 && pairs.getFirst() instanceof String pair) {
      run.meta("symbol", pair);
    }
    Long from = times.get("backtest_start_ts");
    Long to = times.get("backtest_end_ts");
    run.meta("start_date", from == null ? null : day(from));
    run.meta("end_date", to == null ? null : day(to));
    Long made = times.get("backtest_run_start_ts");
    if (made != null && made > 0) {
      run.meta("timestamp", Instant.ofEpochSecond(made).toString());
    }
    curve(from, to);
  }

  private static String day(long millis) {
    return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }

  /**
   * Ours is the deepest fall relative to the peak before it, at most 0: freqtrade's {@code
   * max_relative_drawdown}. Its {@code max_drawdown_account} is that of the fall of most money.
   */
  private void drawdown() {
    Double relative = run.stat("max_relative_drawdown");
    Double depth = relative == null ? run.stat("max_drawdown_account") : relative;
    if (depth != null) {
      run.stat("max_drawdown", -Math.abs(depth));
    }
  }

  /** The balance at the end of each day, from the profits of the trades that were closed in it. */
  private void curve(@Nullable Long from, @Nullable Long to) throws Refusal {
    if (days.isEmpty() || Double.isNaN(start)) {
      return;
    }
    CurveRows curve = new CurveRows(file, run.budget());
    double balance = start;
    long last = Long.MIN_VALUE;
    for (Object day : days) {
      if (!(day instanceof List<?> pair)
          || pair.size() < 2
          || !(pair.get(0) instanceof String date)
          || !(pair.get(1) instanceof Number profit)) {
        run.notice(
            file,
            NoticeCode.NOT_READ,
            "daily_profit holds " + Quoted.text(String.valueOf(day)) + ", no day and its profit");
        return;
      }
      long begin;
      try {
        begin = LocalDate.parse(date).toEpochDay();
      } catch (DateTimeParseException e) {
        run.notice(
            file, NoticeCode.UNREADABLE_TIME, "daily_profit: " + Quoted.text(date) + " is no day");
        return;
      }
      if (curve.size() == 0) {
        long seed = begin * 86_400 * MICROS;
        curve.add(from == null ? seed : Math.min(seed, from * 1_000), start);
      }
      balance += profit.doubleValue();
      last = (begin + 1) * 86_400 * MICROS;
      curve.add(last, balance);
    }
    if (to != null && to * 1_000 > last) {
      curve.add(to * 1_000, balance); // nothing was closed after the last of the days
    }
    run.equity(curve.curve());
  }
}
