package tools.peak.evidence.artifact;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.text.Quoted;

/**
 * Numbers of a CSV file that could be others. Where the comma divides no cells, it may divide
 * decimals and the point thousands: then {@code 10.000} is ten or ten thousand, until another cell
 * of the file settles what its point is.
 */
public final class CsvNumbers {
  private static final Pattern EITHER = Pattern.compile("[+-]?[1-9]\\d{0,2}[.]\\d{3}");
  private static final Pattern POINT = Pattern.compile("[+-]?\\d*[.]\\d*(?:[eE].*)?");
  private static final Pattern GROUPED = Pattern.compile("[+-]?[1-9]\\d{0,2}(?:[.]\\d{3}){2,}");
  private static final Pattern THOUSAND = Pattern.compile("[+-]?[1-9]\\d{0,2},\\d{3}");
  private static final Pattern THOUSANDS =
      Pattern.compile("[+-]?[1-9]\\d{0,2}(?:,\\d{3})+[.]\\d*|[+-]?[1-9]\\d{0,2}(?:,\\d{3}){2,}");
  private static final Pattern COMMA = Pattern.compile("[+-]?[\\d.]*,\\d+(?:[eE][+-]?\\d+)?");
  private static final Pattern OTHER_GROUPS =
      Pattern.compile("[+-]?\\d{1,3}(?:['’ \\u00a0\\u202f]\\d{3})+(?:[.,]\\d+)?");

  private boolean settled;
  private @Nullable String unclear;
  private long unclearLine;

  /**
   * Numbers of a file whose cells are divided by {@code separator}: by commas, a point divides
   * decimals.
   */
  public CsvNumbers(byte separator) {
    settled = separator == ',';
  }

  /** Whether no number can be two any more. */
  public boolean isSettled() {
    return settled;
  }

  /** Looks at a cell that is a number as it is read. */
  public void see(String text, long line) {
    if (settled) {
      return;
    }
    String number = text.strip();
    if (EITHER.matcher(number).matches()) {
      if (unclear == null) {
        unclear = number;
        unclearLine = line;
      }
    } else if (POINT.matcher(number).matches()) {
      settled = true;
    }
  }

  /** Whether all cells are seen, and one could be two numbers. */
  public boolean isUnclear() {
    return !settled && unclear != null;
  }

  /** The line of the first that could be two. */
  public long unclearLine() {
    return unclearLine;
  }

  /** Why it is refused. */
  public String whyUnclear() {
    String number = String.valueOf(unclear);
    return Quoted.text(number)
        + " could be "
        + number.replace(".", "")
        + " or "
        + number
        + ": write numbers without thousands separators";
  }

  /** Why a text is no number: goes on after the quoted text. */
  public static String why(String text) {
    String number = text.strip();
    if (THOUSAND.matcher(number).matches()) {
      return "could be "
          + number.replace(",", "")
          + " or "
          + number.replace(',', '.')
          + ": write it with a decimal point and without thousands separators";
    }
    if (THOUSANDS.matcher(number).matches()) {
      return "has thousands separators: write " + number.replace(",", "");
    }
    if (COMMA.matcher(number).matches()) {
      return "has a decimal comma: write " + number.replace(".", "").replace(',', '.');
    }
    if (GROUPED.matcher(number).matches()) {
      return "has thousands separators: write " + number.replace(".", "");
    }
    if (OTHER_GROUPS.matcher(number).matches()) {
      return "has thousands separators: write "
          + number.replaceAll("['’ \\u00a0\\u202f]", "").replace(',', '.');
    }
    return "is no number";
  }
}
