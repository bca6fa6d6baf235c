package tools.peak.cli.command.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.peak.cli.command.load.Quantities;
import tools.peak.runner.live.trade.LimitsFile;
import tools.peak.runner.live.trade.RiskLimits;

/** What a session may not go beyond. */
final class LimitOptions {
  @Option(
      names = "--risk",
      paramLabel = "FILE",
      description =
          "Limits from a TOML file: position, order_size, daily_loss, drawdown,"
              + " orders_per_minute, data_age_seconds. Options win.")
  @Nullable Path file;

  @Option(
      names = "--max-position",
      paramLabel = "VALUE",
      description = "What the position may be worth.")
  @Nullable Double position;

  @Option(names = "--max-order", paramLabel = "VALUE", description = "What one order may be worth.")
  @Nullable Double orderSize;

  @Option(
      names = "--max-daily-loss",
      paramLabel = "VALUE",
      description = "What may be lost in a day (UTC) before the session is ended.")
  @Nullable Double dailyLoss;

  @Option(
      names = "--max-drawdown",
      paramLabel = "FRACTION",
      description = "How far the equity may fall from its highest before, such as 0.1.")
  @Nullable Double drawdown;

  @Option(
      names = "--max-orders-per-minute",
      paramLabel = "N",
      description = "Orders in a minute of the bars' time.")
  @Nullable Integer ordersPerMinute;

  @Option(
      names = "--max-data-age",
      paramLabel = "TIME",
      converter = Quantities.OfTime.class,
      description =
          "How long no bar may come before data are stale (default: three bars, at least 10 s).")
  @Nullable Duration dataAge;

  RiskLimits limits() throws IOException {
    RiskLimits given =
        new RiskLimits(position, orderSize, dailyLoss, drawdown, ordersPerMinute, dataAge);
    return file == null ? given : given.or(LimitsFile.read(file));
  }
}
