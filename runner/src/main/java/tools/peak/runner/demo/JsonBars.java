package tools.peak.runner.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.bars.BarsBuilder;

/**
 * 5-minute bars of a JSON object {@code {"ohlc": [{"endTime": …, "openPrice": …}, …]}}. Its end
 * times are a bar's last millisecond; a bar has the time it begins at, like those of {@link
 * TradeBars}.
 */
final class JsonBars {
  private static final long LENGTH_MILLIS = Duration.ofMinutes(5).toMillis();

  private JsonBars() {}

  static Bars read(String source, InputStream in) throws IOException {
    BarsBuilder bars = new BarsBuilder(source, "bar");
    int number = 0;
    for (JsonNode bar : new ObjectMapper().readTree(in).path("ohlc")) {
      number++;
      bars.add(
          number,
          TimeUnit.MILLISECONDS.toMicros(bar.path("endTime").asLong() + 1 - LENGTH_MILLIS),
          bar.path("openPrice").asDouble(),
          bar.path("highPrice").asDouble(),
          bar.path("lowPrice").asDouble(),
          bar.path("closePrice").asDouble(),
          bar.path("volume").asDouble());
    }
    return bars.build();
  }
}
