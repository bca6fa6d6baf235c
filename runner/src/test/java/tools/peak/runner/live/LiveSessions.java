package tools.peak.runner.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.live.feed.Feed;
import tools.peak.runner.live.feed.StreamFeed;
import tools.peak.runner.live.trade.BrokerOptions;
import tools.peak.runner.live.trade.RiskLimits;
import tools.peak.runner.simulation.CostModel;
import tools.peak.runner.simulation.Simulation;
import tools.peak.runner.strategy.Strategy;

/** Sessions for tests: as fast as bars can be read. */
final class LiveSessions {
  static final String HEADER = "timestamp,open,high,low,close,volume\n";

  private LiveSessions() {}

  static SessionRequest request(
      Path results, Strategy strategy, CostModel costs, String broker, RiskLimits limits) {
    return request(results, strategy, costs, broker, limits, null);
  }

  static SessionRequest request(
      Path results,
      Strategy strategy,
      CostModel costs,
      String broker,
      RiskLimits limits,
      @Nullable Double stake) {
    return new SessionRequest(
        strategy,
        "BTC/USD",
        Speed.MAX,
        costs,
        broker.isEmpty() ? BrokerOptions.PLAIN : BrokerOptions.parse(broker),
        limits,
        Simulation.INITIAL_CASH,
        stake,
        results,
        results.resolve("KILL"),
        List.of("peak", "live"));
  }

  static SessionRequest plain(Path results, Strategy strategy) {
    return request(results, strategy, CostModel.FREE, "", RiskLimits.NONE);
  }

  static SessionResult run(SessionRequest request, Feed feed) throws IOException {
    return run(request, feed, new KillSwitch(request.killFile()));
  }

  static SessionResult run(SessionRequest request, Feed feed, KillSwitch killSwitch)
      throws IOException {
    return session(request, killSwitch, _ -> {}).run(feed);
  }

  static Session session(SessionRequest request, KillSwitch killSwitch, SessionListener listener) {
    return new Session(
        request, killSwitch, listener, Clock.systemUTC(), System::nanoTime, new Random());
  }

  static Feed feed(String csv) {
    return StreamFeed.of("test.csv", new ByteArrayInputStream(csv.getBytes(UTF_8)), "BTC/USD");
  }

  /** The bars as CSV. */
  static String csv(Bars bars) {
    StringBuilder csv = new StringBuilder(HEADER);
    for (int i = 0; i < bars.size(); i++) {
      csv.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%s,%s,%s\n",
              bars.time(i),
              bars.open(i),
              bars.high(i),
              bars.low(i),
              bars.close(i),
              bars.volume(i)));
    }
    return csv.toString();
  }

  /** A bar a minute at these prices, from 2025-01-01. */
  static String minutes(double... prices) {
    StringBuilder csv = new StringBuilder(HEADER);
    for (int i = 0; i < prices.length; i++) {
      csv.append(minute(i, prices[i]));
    }
    return csv.toString();
  }

  static String minute(int i, double price) {
    return String.format(
        Locale.ROOT,
        "2025-01-01T%02d:%02d:00Z,%s,%s,%s,%s,1\n",
        i / 60,
        i % 60,
        price,
        price,
        price,
        price);
  }
}
