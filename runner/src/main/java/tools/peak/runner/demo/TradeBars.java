package tools.peak.runner.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.bars.BarsBuilder;

/**
 * 5-minute bars of a CSV of trades ({@code timestamp} in seconds, {@code price}, {@code amount}) in
 * order of time. A bar has the time it begins at; five minutes without a trade have no bar.
 */
final class TradeBars {
  private static final long SECONDS = Duration.ofMinutes(5).toSeconds();

  private final BarsBuilder bars;
  private long slot;
  private long trades;
  private double open;
  private double high;
  private double low;
  private double close;
  private double volume;

  private TradeBars(String source) {
    this.bars = new BarsBuilder(source, "bar");
  }

  static Bars read(String source, InputStream in) throws IOException {
    TradeBars aggregate = new TradeBars(source);
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(in)) {
      for (NamedCsvRecord row : csv) {
        aggregate.add(
            Long.parseLong(row.getField("timestamp")),
            Double.parseDouble(row.getField("price")),
            Double.parseDouble(row.getField("amount")));
      }
    }
    aggregate.finishBar();
    return aggregate.bars.build();
  }

  private void add(long second, double price, double amount) {
    long ofTrade = Math.floorDiv(second, SECONDS);
    if (ofTrade != slot) {
      finishBar();
      slot = ofTrade;
    }
    if (trades == 0) {
      open = price;
      high = price;
      low = price;
      volume = 0;
    }
    high = Math.max(high, price);
    low = Math.min(low, price);
    close = price;
    volume += amount;
    trades++;
  }

  private void finishBar() {
    if (trades > 0) {
      bars.add(slot, TimeUnit.SECONDS.toMicros(slot * SECONDS), open, high, low, close, volume);
      trades = 0;
    }
  }
}
