package tools.peak.importers.lean;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.artifact.JsonStream;
import tools.peak.evidence.text.TimeReader;
import tools.peak.evidence.text.TimeReading;
import tools.peak.importers.RunDraft;
import tools.peak.importers.TradeRows;

/** Closed trades are round trips; a run that has none of them has its filled orders as fills. */
final class LeanTrades {
  /** How a status and a direction are written: as numbers, or by their names. */
  private static final Set<String> FILLED = Set.of("3", "filled");

  private static final Set<String> SHORT = Set.of("1", "short");

  private final RunDraft run;
  private final TradeRows closed;
  private final TradeRows fills;
  private final TimeReader times = new TimeReader();
  private final Set<String> symbols = new LinkedHashSet<>();
  private int orders;

  LeanTrades(RunDraft run, String file) {
    this.run = run;
    this.closed = new TradeRows(file, run.budget());
    this.fills = new TradeRows(file, run.budget());
  }

  /** Reads the list of closed trades that the parser stands on. */
  void closed(JsonStream json) throws IOException, Refusal {
    JsonParser parser = json.parser();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      closed.next();
      double[] money = {Double.NaN, Double.NaN};
      json.object((name, _) -> cell(name.toLowerCase(Locale.ROOT), json.value(), money));
      double net = money[0] - (Double.isNaN(money[1]) ? 0 : money[1]);
      if (!Double.isNaN(net)) {
        closed.number("pnl", net);
      }
    }
  }

  private void cell(String name, @Nullable Object value, double[] money) throws Refusal {
    switch (name) {
      case "symbol" -> symbol(closed, value);
      case "symbols" ->
          symbol(closed, value instanceof List<?> list && !list.isEmpty() ? list.getFirst() : null);
      case "entrytime" -> time(closed, "entry_time", value);
      case "exittime" -> time(closed, "exit_time", value);
      case "entryprice" -> number(closed, "entry_price", value);
      case "exitprice" -> number(closed, "exit_price", value);
      case "quantity" -> number(closed, "size", value);
      case "direction" -> {
        if (value != null) {
          closed.text("side", SHORT.contains(word(value)) ? "short" : "long");
        }
      }
      case "profitloss" -> money[0] = number(closed, "gross_pnl", value);
      case "totalfees" -> money[1] = number(closed, "fee", value);
      case "orderids" -> {}
      default -> {
        switch (value) {
          case Number _ -> number(closed, name, value);
          case String text -> closed.text(name, text);
          case Boolean flag -> closed.text(name, flag.toString());
          case null, default -> {}
        }
      }
    }
  }

  /** Reads the orders, an object by their numbers, that the parser stands on. */
  void orders(JsonStream json) throws IOException, Refusal {
    json.object(
        (_, token) -> {
          if (token == JsonToken.START_OBJECT) {
            orders++;
            if (json.value() instanceof Map<?, ?> order) {
              order(order);
            }
          }
        });
  }

  private void order(Map<?, ?> order) throws Refusal {
    if (!FILLED.contains(word(get(order, "status")))) {
      return;
    }
    fills.next();
    symbol(fills, get(order, "symbol"));
    Object filled = get(order, "lastFillTime");
    time(fills, "timestamp", filled == null ? get(order, "time") : filled);
    double quantity = number(fills, "quantity", absolute(get(order, "quantity")));
    Object signed = get(order, "quantity");
    if (!Double.isNaN(quantity) && signed instanceof Number number && number.doubleValue() != 0) {
      fills.text("side", number.doubleValue() > 0 ? "buy" : "sell");
    }
    number(fills, "price", get(order, "price"));
    if (get(order, "tag") instanceof String tag && !tag.isEmpty()) {
      fills.text("tag", tag);
    }
  }

  private static String word(@Nullable Object value) {
    return String.valueOf(value).toLowerCase(Locale.ROOT);
  }

  private static @Nullable Object absolute(@Nullable Object value) {
    return value instanceof Number number ? (Object) Math.abs(number.doubleValue()) : value;
  }

  private static @Nullable Object get(Map<?, ?> order, String key) {
    Object value = order.get(key);
    return value == null
        ? order.get(Character.toUpperCase(key.charAt(0)) + key.substring(1))
        : value;
  }

  private void symbol(TradeRows rows, @Nullable Object value) throws Refusal {
    Object name = value instanceof Map<?, ?> symbol ? get(symbol, "value") : value;
    if (name instanceof String text && !text.isEmpty()) {
      rows.text("symbol", text);
      symbols.add(text);
    }
  }

  private void time(TradeRows rows, String column, @Nullable Object value) throws Refusal {
    if (value instanceof String text && times.read(text) instanceof TimeReading.At at) {
      rows.time(column, at.micros());
    }
  }

  private static double number(TradeRows rows, String column, @Nullable Object value)
      throws Refusal {
    if (value instanceof Number number) {
      rows.number(column, number.doubleValue());
      return number.doubleValue();
    }
    return Double.NaN;
  }

  /** Gives the run what was read. */
  void end() {
    run.trades(closed.size() > 0 ? closed.roundTrips() : fills.fills());
    if (orders > 0) {
      if (run.stat("total_orders") == null) {
        run.stat("total_orders", orders);
      }
      run.stat("filled_orders", fills.size());
    }
    if (symbols.size() == 1) {
      run.meta("symbol", symbols.iterator().next());
    } else if (!symbols.isEmpty()) {
      run.meta("symbols", List.copyOf(symbols));
    }
  }
}
