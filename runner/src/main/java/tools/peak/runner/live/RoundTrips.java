package tools.peak.runner.live;

import java.util.ArrayList;
import java.util.List;
import tools.peak.runner.live.journal.Booked;
import tools.peak.runner.live.trade.Fill;
import tools.peak.runner.simulation.RoundTrip;

/** Fills as the trades they make: from the first unit bought until none is left. */
final class RoundTrips {
  private static final double ROUNDING = 1e-9;

  private final List<RoundTrip> trips = new ArrayList<>();
  private Leg entry = new Leg();
  private Leg exit = new Leg();

  private RoundTrips() {}

  /** Those that are over. The prices of several fills are averages by quantity. */
  static List<RoundTrip> of(List<Booked> fills) {
    RoundTrips trips = new RoundTrips();
    fills.forEach(booked -> trips.add(booked.fill()));
    return List.copyOf(trips.trips);
  }

  /** One side of a trade. */
  private static final class Leg {
    private double quantity;
    private double quoted;
    private double traded;
    private double fee;

    void add(Fill fill) {
      quantity += fill.quantity();
      quoted += fill.quantity() * fill.quote();
      traded += fill.quantity() * fill.price();
      fee += fill.fee();
    }
  }

  private void add(Fill fill) {
    switch (fill.side()) {
      case BUY -> entry.add(fill);
      case SELL -> exit.add(fill);
    }
    if (entry.quantity > 0 && exit.quantity >= entry.quantity * (1 - ROUNDING)) {
      trips.add(
          new RoundTrip(
              0,
              1,
              entry.quantity,
              entry.quoted / entry.quantity,
              entry.traded / entry.quantity,
              exit.quoted / exit.quantity,
              exit.traded / exit.quantity,
              entry.fee,
              exit.fee,
              RoundTrip.ExitReason.SIGNAL));
      entry = new Leg();
      exit = new Leg();
    }
  }
}
