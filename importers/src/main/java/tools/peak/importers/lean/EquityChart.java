package tools.peak.importers.lean;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import tools.peak.evidence.Budget;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.artifact.JsonStream;
import tools.peak.importers.CurveRows;

/**
 * The curve, from the series {@code Equity} of the chart {@code Strategy Equity}. A point is {@code
 * [time, close]}, {@code [time, open, high, low, close]}, or was {@code {"x": time, "y": close}};
 * times are seconds since the epoch.
 */
final class EquityChart {
  private static final long MICROS = 1_000_000;

  private final CurveRows rows;

  EquityChart(String file, Budget budget) {
    this.rows = new CurveRows(file, budget);
  }

  /** Reads the chart that the parser stands on. */
  void read(JsonStream json) throws IOException, Refusal {
    json.object(
        (name, token) -> {
          if (name.equalsIgnoreCase("series") && token == JsonToken.START_OBJECT) {
            json.object((series, inner) -> series(json, series, inner));
          }
        });
  }

  private void series(JsonStream json, String series, JsonToken token) throws IOException, Refusal {
    if (series.equalsIgnoreCase("Equity") && token == JsonToken.START_OBJECT) {
      json.object(
          (key, inner) -> {
            if (key.equalsIgnoreCase("values") && inner == JsonToken.START_ARRAY) {
              points(json);
            }
          });
    }
  }

  private void points(JsonStream json) throws IOException, Refusal {
    JsonParser parser = json.parser();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      double time = Double.NaN;
      double close = Double.NaN;
      switch (parser.currentToken()) {
        case START_ARRAY -> {
          boolean isFirst = true;
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            double number = json.number();
            time = isFirst ? number : time;
            close = isFirst ? close : number;
            isFirst = false;
          }
        }
        case START_OBJECT -> {
          double[] point = {Double.NaN, Double.NaN};
          json.object(
              (key, _) -> {
                switch (key.toLowerCase(Locale.ROOT)) {
                  case "x", "time" -> point[0] = json.number();
                  case "y", "close", "c" -> point[1] = json.number();
                  default -> {}
                }
              });
          time = point[0];
          close = point[1];
        }
        default -> throw json.refusal("a point of the chart Strategy Equity is no list");
      }
      if (Double.isNaN(time) || Math.abs(time) > 1e11) {
        throw json.refusal("a point of the chart Strategy Equity has no time in seconds");
      }
      rows.add((long) (time * MICROS), close);
    }
  }

  EquityCurve curve() {
    return rows.curve();
  }
}
