package tools.peak.runner.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import tools.peak.runner.bars.Bars;

/**
 * The market data in the jar of ta4j-examples, read from the class path: that jar is a dependency
 * for these files alone. Each call reads the file again.
 */
public final class DemoData {
  private DemoData() {}

  /** Bitcoin in US dollars on Bitstamp, trades of 2013-11-25 to 12-01 as 5-minute bars. */
  public static Dataset btcUsd() {
    Bars bars = read("bitstamp_trades_from_20131125_usd.csv", TradeBars::read);
    return new Dataset(
        "Bitstamp BTC/USD, trades as 5-minute bars",
        "BTC/USD",
        bars,
        String.format(
            Locale.ROOT,
            "%,d five-minute bars: less than a week of one market; a Sharpe ratio of so little is noise",
            bars.size()));
  }

  /** Apple's stock in US dollars, the trading days of 2013. */
  public static Dataset aaplDaily() {
    Bars bars = read("appleinc_bars_from_20130101_usd.csv", DailyBars::read);
    return new Dataset(
        "Apple, daily bars of 2013",
        "AAPL",
        bars,
        String.format(
            Locale.ROOT,
            "%,d daily bars: a single year of a single stock; a handful of trades proves nothing",
            bars.size()));
  }

  /** Ether in US dollars on Binance US, 5-minute bars of 2023-03-13 to 03-15. */
  public static Dataset ethUsd() {
    Bars bars = read("ETH-USD-PT5M-2023-3-13_2023-3-15.json", JsonBars::read);
    return new Dataset(
        "Binance US ETH/USD, 5-minute bars",
        "ETH/USD",
        bars,
        String.format(
            Locale.ROOT,
            "%,d five-minute bars: two days; enough to try the road, not a strategy",
            bars.size()));
  }

  /** Reads one format of these files. */
  @FunctionalInterface
  private interface Reader {
    Bars read(String source, InputStream in) throws IOException;
  }

  private static Bars read(String resource, Reader reader) {
    try (InputStream in = DemoData.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new IllegalStateException(
            resource + " is missing: the jar of ta4j-examples is not on the class path");
      }
      return reader.read(resource, in);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
