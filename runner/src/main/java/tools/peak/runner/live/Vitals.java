package tools.peak.runner.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.peak.runner.live.journal.Health;
import tools.peak.runner.live.journal.Permission;
import tools.peak.runner.live.journal.SessionState;
import tools.peak.runner.live.trade.Account;
import tools.peak.runner.live.trade.Limit;
import tools.peak.telemetry.Gauge;
import tools.peak.telemetry.Metrics;
import tools.peak.telemetry.Telemetry;
import tools.peak.telemetry.TradingMetrics;

/** How the session is, and what it may do; told to whoever asks, and as gauges. */
final class Vitals {
  private static final Gauge POSITION = Metrics.gauge(TradingMetrics.POSITION);
  private static final Gauge EXPOSURE = Metrics.gauge(TradingMetrics.EXPOSURE);
  private static final Gauge EQUITY = Metrics.gauge(TradingMetrics.EQUITY);
  private static final Gauge DRAWDOWN = Metrics.gauge(TradingMetrics.DRAWDOWN);
  private static final Gauge RISK_USED = Metrics.gauge(TradingMetrics.RISK_USED);
  private static final Gauge DATA_AGE = Metrics.gauge(TradingMetrics.DATA_AGE);
  private static final Gauge HEARTBEAT = Metrics.gauge(TradingMetrics.HEARTBEAT);
  private static final Gauge KILL_SWITCH = Metrics.gauge(TradingMetrics.KILL_SWITCH);
  private static final Gauge HEALTH = Metrics.gauge(TradingMetrics.HEALTH);
  private static final Gauge PERMISSION = Metrics.gauge(TradingMetrics.PERMISSION);

  /** From here on a limit is nearly used up. */
  private static final double AT_RISK = 0.8;

  private static final int DISTANCES = 3;
  private static final double LEAST_AGE = 10;

  private final SessionRequest request;
  private final Desk desk;
  private final Cycle cycle;
  private final KillSwitch killSwitch;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private @Nullable Long lastBar;
  private @Nullable Long lastCycle;

  Vitals(
      SessionRequest request,
      Desk desk,
      Cycle cycle,
      KillSwitch killSwitch,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.request = request;
    this.desk = desk;
    this.cycle = cycle;
    this.killSwitch = killSwitch;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** What was found, and why. */
  private record Finding(Health health, Permission permission, @Nullable String why) {}

  /** A line of the feed came. */
  void arrived() {
    lastBar = nanoTime.getAsLong();
  }

  /** A cycle ended. */
  void cycled() {
    lastCycle = clock.millis();
  }

  /** How old the data are, in seconds; null before the first. */
  @Nullable Double dataAge() {
    return lastBar == null ? null : (nanoTime.getAsLong() - lastBar) / 1e9;
  }

  /** How old they may be, in seconds. */
  double dataAgeLimit() {
    Duration given = request.limits().dataAge();
    if (given != null) {
      return given.toNanos() / 1e9;
    }
    double usual = request.speed().nanos(cycle.sequence().usualMicros()) / 1e9;
    return Math.max(LEAST_AGE, DISTANCES * usual);
  }

  boolean isStale() {
    Double age = dataAge();
    return age != null && age > dataAgeLimit();
  }

  /** What a cycle may do whose bar has just come. */
  Permission permission() {
    return killSwitch.reason() == null ? Permission.ALLOWED : Permission.BLOCKED;
  }

  private Finding find() {
    String killed = killSwitch.reason();
    if (killed != null) {
      return new Finding(Health.HALTED, Permission.BLOCKED, killed);
    }
    Double age = dataAge();
    if (age == null) {
      return new Finding(Health.DEGRADED, Permission.CLOSE_ONLY, "no bar yet");
    }
    if (isStale()) {
      return new Finding(
          Health.DEGRADED,
          Permission.CLOSE_ONLY,
          String.format(Locale.ROOT, "no bar for %.0f s", age));
    }
    Map.Entry<Limit, Double> tightest =
        desk.risk().used(desk.account(), cycle.sequence().lastMicros()).entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .orElse(null);
    if (tightest != null && tightest.getValue() >= AT_RISK) {
      return new Finding(
          Health.AT_RISK,
          Permission.ALLOWED,
          String.format(
              Locale.ROOT,
              "limit %s used to %.0f %%",
              tightest.getKey().text(),
              100 * tightest.getValue()));
    }
    return switch (Telemetry.backend()) {
      case NONE, TAKING -> new Finding(Health.NORMAL, Permission.ALLOWED, null);
      case UNKNOWN ->
          new Finding(Health.DEGRADED, Permission.ALLOWED, "telemetry is not acknowledged yet");
      case NOT_TAKING ->
          new Finding(Health.DEGRADED, Permission.ALLOWED, "telemetry is not delivered");
    };
  }

  /** How it stands now. */
  SessionState state() {
    Account account = desk.account();
    Finding found = find();
    return new SessionState(
        clock.millis(),
        found.health(),
        found.permission(),
        found.why(),
        cycle.count(),
        lastCycle,
        account.price() == 0 ? null : cycle.sequence().lastMicros(),
        Math.round(dataAgeLimit() * 1_000),
        account.quantity(),
        account.price(),
        account.cash(),
        account.equity(),
        account.pnl(),
        desk.risk().lossBudget(account),
        account.drawdown(),
        cycle.held(),
        desk.counts());
  }

  /** Sets the gauges to a state. */
  void gauge(SessionState state) {
    if (!Telemetry.isOn()) {
      return;
    }
    String strategy = request.strategy().kind().text();
    String symbol = request.symbol();
    Account account = desk.account();
    POSITION.set(state.position(), strategy, symbol);
    EXPOSURE.set(account.exposure(), strategy, symbol);
    EQUITY.set(state.equity(), strategy, symbol);
    DRAWDOWN.set(state.drawdown(), strategy, symbol);
    desk.risk()
        .used(account, cycle.sequence().lastMicros())
        .forEach((limit, used) -> RISK_USED.set(used, strategy, symbol, limit.text()));
    Double age = dataAge();
    if (age != null) {
      DATA_AGE.set(age, strategy, symbol);
      RISK_USED.set(age / dataAgeLimit(), strategy, symbol, Limit.DATA_AGE.text());
    }
    HEARTBEAT.set(state.at() / 1e3, strategy, symbol);
    KILL_SWITCH.set(state.health() == Health.HALTED ? 1 : 0, strategy, symbol);
    for (Health health : Health.values()) {
      HEALTH.set(health == state.health() ? 1 : 0, strategy, symbol, health.text());
    }
    for (Permission permission : Permission.values()) {
      PERMISSION.set(permission == state.permission() ? 1 : 0, strategy, symbol, permission.text());
    }
  }
}
