package tools.peak.lake.trade;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import tools.peak.lake.curve.Curve;
import tools.peak.lake.statistics.Quantiles;

/**
 * What round trips say as a whole. Those without a finite profit are counted and left aside; where
 * there is nothing to divide by, a figure is NaN, and where nothing was lost, a ratio to the losses
 * is infinite.
 *
 * @param trades with a finite profit
 * @param leftOut without one
 * @param wins profit above 0
 * @param losses profit below 0
 * @param winRate wins over trades that are no draw, from 0 to 1; quantstats' {@code win_rate} of
 *     the same numbers
 * @param total sum of the profits, in currency
 * @param mean the expectancy: the mean profit, in currency
 * @param median of the profits
 * @param averageWin mean of the wins
 * @param averageLoss mean of the losses, below 0
 * @param payoff average win over the size of the average loss
 * @param profitFactor sum of the wins over the size of the sum of the losses
 * @param best the highest profit
 * @param worst the lowest
 * @param winStreak the most wins in a row, by exit time; a draw ends it
 * @param lossStreak the most losses in a row
 * @param fees sum of those that are known, in currency
 * @param meanHours mean time from entry to exit, in hours, of those that have both
 */
public record TradeStats(
    long trades,
    long leftOut,
    long wins,
    long losses,
    double winRate,
    double total,
    double mean,
    double median,
    double averageWin,
    double averageLoss,
    double payoff,
    double profitFactor,
    double best,
    double worst,
    long winStreak,
    long lossStreak,
    double fees,
    double meanHours) {

  /** Of the trades of one run, in the order that they were written in. */
  public static TradeStats of(List<RoundTrip> trips) {
    List<RoundTrip> ordered = new ArrayList<>(trips);
    ordered.removeIf(trip -> !Double.isFinite(trip.pnl()));
    ordered.sort(
        Comparator.comparing(RoundTrip::exit, Comparator.nullsLast(Comparator.naturalOrder())));
    double[] pnl = ordered.stream().mapToDouble(RoundTrip::pnl).toArray();
    double[] sorted = pnl.clone();
    Arrays.sort(sorted);
    long wins = 0;
    long losses = 0;
    double won = 0;
    double lost = 0;
    for (double value : pnl) {
      wins += value > 0 ? 1 : 0;
      losses += value < 0 ? 1 : 0;
      won += Math.max(value, 0);
      lost += Math.min(value, 0);
    }
    double total = won + lost;
    double averageWin = won / zeroIsNothing(wins);
    double averageLoss = lost / zeroIsNothing(losses);
    return new TradeStats(
        pnl.length,
        trips.size() - pnl.length,
        wins,
        losses,
        wins / zeroIsNothing(wins + losses),
        total,
        total / zeroIsNothing(pnl.length),
        Quantiles.of(sorted, 0.5),
        averageWin,
        averageLoss,
        losses == 0 && wins > 0 ? Double.POSITIVE_INFINITY : averageWin / -averageLoss,
        losses == 0 && wins > 0 ? Double.POSITIVE_INFINITY : won / -lost,
        Quantiles.of(sorted, 1),
        Quantiles.of(sorted, 0),
        streak(pnl, 1),
        streak(pnl, -1),
        trips.stream().mapToDouble(RoundTrip::fee).filter(Double::isFinite).sum(),
        trips.stream()
            .mapToDouble(TradeStats::hours)
            .filter(Double::isFinite)
            .average()
            .orElse(Double.NaN));
  }

  private static double zeroIsNothing(long count) {
    return count == 0 ? Double.NaN : count;
  }

  private static long streak(double[] pnl, int sign) {
    long longest = 0;
    long now = 0;
    for (double value : pnl) {
      now = Math.signum(value) == sign ? now + 1 : 0;
      longest = Math.max(longest, now);
    }
    return longest;
  }

  private static double hours(RoundTrip trip) {
    return trip.entry() == null || trip.exit() == null
        ? Double.NaN
        : Duration.between(trip.entry(), trip.exit()).toSeconds() / 3_600.0;
  }

  /**
   * The exposure: the share of a curve's time, from its first to its last point, in which at least
   * one position was open, from 0 to 1. A trade without an exit is open to the end, one without an
   * entry takes no part. NaN of a curve that takes no time. quantstats' {@code exposure} counts
   * returns that are not zero instead, and rounds up to a percent.
   */
  public static double exposure(List<RoundTrip> trips, Curve curve) {
    if (curve.size() < 2 || curve.micros(0) == curve.micros(curve.size() - 1)) {
      return Double.NaN;
    }
    Instant first = curve.time(0);
    Instant last = curve.time(curve.size() - 1);
    List<RoundTrip> ordered = new ArrayList<>(trips);
    ordered.removeIf(trip -> trip.entry() == null);
    ordered.sort(
        Comparator.comparing(RoundTrip::entry, Comparator.nullsLast(Comparator.naturalOrder())));
    Duration open = Duration.ZERO;
    Instant until = first;
    for (RoundTrip trip : ordered) {
      Instant from = later(trip.entry() == null ? first : trip.entry(), until);
      Instant to = trip.exit() == null || trip.exit().isAfter(last) ? last : trip.exit();
      if (to.isAfter(from)) {
        open = open.plus(Duration.between(from, to));
        until = to;
      }
    }
    return (double) open.toMillis() / Duration.between(first, last).toMillis();
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
