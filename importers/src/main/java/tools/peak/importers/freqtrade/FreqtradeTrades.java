package tools.peak.importers.freqtrade;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.artifact.JsonStream;
import tools.peak.evidence.text.TimeReader;
import tools.peak.evidence.text.TimeReading;
import tools.peak.importers.RunDraft;
import tools.peak.importers.TradeRows;

/**
 * A strategy's trades. Fees are rates there, of what was paid and got; here they are money: {@code
 * amount × rate × fee}.
 */
final class FreqtradeTrades {
  private static final Set<String> LEFT = Set.of("orders", "weekday", "open_date", "close_date");

  private final RunDraft run;
  private final TradeRows rows;
  private final TimeReader times = new TimeReader();

  private double amount;
  private double openRate;
  private double closeRate;
  private double feeOpen;
  private double feeClose;
  private @Nullable String openDate;
  private @Nullable String closeDate;
  private boolean hasOpenTime;
  private boolean hasCloseTime;

  FreqtradeTrades(RunDraft run, String file) {
    this.run = run;
    this.rows = new TradeRows(file, run.budget());
  }

  void read(JsonStream json, JsonToken token) throws IOException, Refusal {
    if (token != JsonToken.START_ARRAY) {
      throw json.refusal("trades is no list");
    }
    double fees = 0;
    while (json.parser().nextToken() != JsonToken.END_ARRAY) {
      begin();
      json.object((name, value) -> cell(json, name, value));
      fees += end();
    }
    if (rows.size() > 0) {
      run.stat("total_fees", fees);
    }
    run.trades(rows.roundTrips());
  }

  private void begin() {
    rows.next();
    amount = Double.NaN;
    openRate = Double.NaN;
    closeRate = Double.NaN;
    feeOpen = 0;
    feeClose = 0;
    openDate = null;
    closeDate = null;
    hasOpenTime = false;
    hasCloseTime = false;
  }

  private void cell(JsonStream json, String name, JsonToken token) throws IOException, Refusal {
    JsonParser parser = json.parser();
    switch (name) {
      case "pair" -> rows.text("symbol", parser.getText());
      case "is_short" -> rows.text("side", token == JsonToken.VALUE_TRUE ? "short" : "long");
      case "exit_reason", "sell_reason" -> {
        if (token == JsonToken.VALUE_STRING) {
          rows.text("exit_reason", parser.getText());
        }
      }
      case "open_timestamp" -> hasOpenTime = time("entry_time", json, token);
      case "close_timestamp" -> hasCloseTime = time("exit_time", json, token);
      case "open_date" -> openDate = token == JsonToken.VALUE_STRING ? parser.getText() : null;
      case "close_date" -> closeDate = token == JsonToken.VALUE_STRING ? parser.getText() : null;
      case "amount" -> amount = kept("size", json, token);
      case "open_rate" -> openRate = kept("entry_price", json, token);
      case "close_rate" -> closeRate = kept("exit_price", json, token);
      case "fee_open" -> feeOpen = kept(name, json, token);
      case "fee_close" -> feeClose = kept(name, json, token);
      case "profit_abs" -> kept("pnl", json, token);
      case "profit_ratio" -> kept("pnl_ratio", json, token);
      default -> {
        if (token == JsonToken.VALUE_STRING) {
          rows.text(name, parser.getText());
        } else if (token.isBoolean()) {
          rows.text(name, parser.getText());
        } else if (!LEFT.contains(name)) {
          kept(name, json, token);
        }
      }
    }
  }

  private double kept(String column, JsonStream json, JsonToken token) throws IOException, Refusal {
    double number = json.number();
    if (token.isNumeric()) {
      rows.number(column, number);
    }
    return number;
  }

  private boolean time(String column, JsonStream json, JsonToken token)
      throws IOException, Refusal {
    if (!token.isNumeric()) {
      return false;
    }
    rows.time(column, (long) (json.number() * 1_000));
    return true;
  }

  /** The fee in money. */
  private double end() throws Refusal {
    date("entry_time", hasOpenTime, openDate);
    date("exit_time", hasCloseTime, closeDate);
    double entry = cost("entry_cost", openRate, feeOpen);
    double exit = cost("exit_cost", closeRate, feeClose);
    if (Double.isNaN(entry + exit)) {
      return 0;
    }
    rows.number("fee", entry + exit);
    return entry + exit;
  }

  private double cost(String column, double rate, double fee) throws Refusal {
    double cost = amount * rate * fee;
    if (!Double.isNaN(cost)) {
      rows.number(column, cost);
    }
    return cost;
  }

  private void date(String column, boolean isThere, @Nullable String text) throws Refusal {
    if (!isThere && text != null && times.read(text) instanceof TimeReading.At at) {
      rows.time(column, at.micros());
    }
  }
}
