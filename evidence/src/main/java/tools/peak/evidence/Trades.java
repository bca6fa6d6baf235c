package tools.peak.evidence;

import java.util.List;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.column.Times;

/**
 * The rows of {@code trades.parquet} in the file's order, column by column, whichever producer
 * wrote them. A round trip's {@code timestamp}, {@code quantity} and {@code price} are its entry
 * time, size and entry price.
 *
 * @param kind what every row of the file is
 * @param timestamp entry time of a round trip, time of a fill
 * @param symbol the row's own symbol, where the file has one
 * @param side long or short of a round trip, buy or sell of a fill
 * @param quantity size in units of the symbol
 * @param price entry price of a round trip, price of a fill
 * @param pnl profit after costs, in the run's currency
 * @param entryTime only of round trips, as are all below
 * @param pnlRatio profit as a fraction (a file's {@code pnl_pct} is percent)
 * @param fee {@code fee}, or {@code fee_total} where a file has that
 * @param timeBasis {@code wall}, {@code bar} or {@code mixed}: which clock entry and exit are of
 * @param others the columns of the file that have no place above, as they were read
 */
public record Trades(
    Kind kind,
    int size,
    Times timestamp,
    Texts symbol,
    Texts side,
    Doubles quantity,
    Doubles price,
    Doubles pnl,
    Times entryTime,
    Doubles entryPrice,
    Times exitTime,
    Doubles exitPrice,
    Doubles pnlRatio,
    Doubles fee,
    Texts exitReason,
    Doubles grossPnl,
    Doubles entryCost,
    Doubles exitCost,
    Texts timeBasis,
    List<ParquetColumn> others) {

  /** What a row of a trades file is. */
  public enum Kind {
    ROUND_TRIP("round_trip"),
    FILL("fill");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The name the lake's {@code kind} column uses. */
    public String text() {
      return text;
    }
  }

  public Trades {
    others = List.copyOf(others);
  }

  /** No trades at all. */
  public static Trades none() {
    Times times = Times.missing(0);
    Texts texts = Texts.missing(0);
    Doubles numbers = Doubles.missing(0);
    return new Trades(
        Kind.ROUND_TRIP,
        0,
        times,
        texts,
        texts,
        numbers,
        numbers,
        numbers,
        times,
        numbers,
        times,
        numbers,
        numbers,
        numbers,
        texts,
        numbers,
        numbers,
        numbers,
        texts,
        List.of());
  }
}
