package tools.peak.cli.output;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a table at a terminal has to do besides fitting.
 *
 * @param keeps which columns were asked for: they stay, whatever else finds no room
 * @param wraps whether long text goes on in the next line, so that nothing is cut
 * @param dropsEmpty whether columns without any value are left out
 * @param vertical a line a value, in place of a line a row
 * @param remedy the options that show what found no room; empty where there are none
 * @param measured which name says what a column's numbers are: its own, or that of a metric
 */
public record View(
    Predicate<String> keeps,
    boolean wraps,
    boolean dropsEmpty,
    boolean vertical,
    String remedy,
    UnaryOperator<String> measured) {

  /** A table that fits, and no more. */
  public static final View PLAIN =
      new View(name -> false, false, false, false, "", UnaryOperator.identity());

  public View keeping(Predicate<String> columns) {
    return new View(columns, wraps, dropsEmpty, vertical, remedy, measured);
  }

  public View keepingAll() {
    return keeping(name -> true);
  }

  public View wrapping() {
    return new View(name -> true, true, dropsEmpty, vertical, remedy, measured);
  }

  public View droppingEmpty() {
    return new View(keeps, wraps, true, vertical, remedy, measured);
  }

  public View vertical(boolean wanted) {
    return new View(keeps, wraps, dropsEmpty, wanted, remedy, measured);
  }

  public View remedy(String options) {
    return new View(keeps, wraps, dropsEmpty, vertical, options, measured);
  }

  public View measuring(UnaryOperator<String> names) {
    return new View(keeps, wraps, dropsEmpty, vertical, remedy, names);
  }

  boolean keeps(String column) {
    return keeps.test(column);
  }
}
