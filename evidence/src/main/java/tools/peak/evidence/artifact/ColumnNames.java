package tools.peak.evidence.artifact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.peak.evidence.text.Quoted;

/**
 * The names of a table's columns, found whatever their case and the blanks around them. The times
 * may be called {@code timestamp}, {@code datetime}, {@code date} or {@code time}, or be pandas'
 * index, whose column has no name.
 */
public final class ColumnNames {
  /** No column of that name. */
  public static final int NONE = -1;

  /** More than one column of that name, or a time in two parts. */
  public static final int UNCLEAR = -2;

  public static final String TIMESTAMP = "timestamp";

  private static final String DATE = "date";
  private static final String TIME = "time";
  private static final List<String> TIMES = List.of(TIMESTAMP, "datetime", DATE, TIME);
  private static final List<String> INDEX = List.of("", "unnamed: 0");
  private static final String PARQUET_INDEX = "__index_level_0__";
  private static final List<String> SYMBOLS = List.of("symbol", "ticker", "instrument");
  private static final int SHOWN = 200;

  private final List<String> names;
  private final List<String> plain = new ArrayList<>();

  public ColumnNames(List<String> names) {
    this.names = List.copyOf(names);
    for (String name : names) {
      plain.add(name.strip().toLowerCase(Locale.ROOT));
    }
  }

  public int size() {
    return names.size();
  }

  /** As it stands in the file. */
  public String get(int column) {
    return names.get(column);
  }

  /** The column of a name in lower case, {@link #NONE} or {@link #UNCLEAR}. */
  public int find(String name) {
    int column = plain.indexOf(name);
    return column >= 0 && column != plain.lastIndexOf(name) ? UNCLEAR : column;
  }

  /** The column of the times, {@link #NONE} or {@link #UNCLEAR}. */
  public int time() {
    for (String name : TIMES) {
      int column = find(name);
      if (name.equals(DATE) && column >= 0 && find(TIME) != NONE) {
        return UNCLEAR;
      }
      if (column != NONE) {
        return column;
      }
    }
    return !plain.isEmpty() && INDEX.contains(plain.getFirst()) ? 0 : find(PARQUET_INDEX);
  }

  /** The column of the symbols, or {@link #NONE}. */
  public int symbol() {
    for (String name : SYMBOLS) {
      if (plain.contains(name)) {
        return plain.indexOf(name);
      }
    }
    return NONE;
  }

  /** Why there is no one column of that name. */
  public String why(String name) {
    return find(name) == UNCLEAR
        ? "column " + Quoted.text(name) + " stands there twice"
        : "the header has no column " + Quoted.text(name) + "; it is " + shown();
  }

  /** Why there is no one column of times. */
  public String whyNoTime() {
    for (String name : TIMES) {
      if (find(name) == UNCLEAR) {
        return why(name);
      }
    }
    return time() == UNCLEAR
        ? "day and time stand in two columns, date and time: write one column timestamp"
        : why(TIMESTAMP);
  }

  /** All names on one line, not endless. */
  String shown() {
    String header = String.join(",", names).replaceAll("\\p{Cntrl}", " ");
    return header.length() <= SHOWN ? header : header.substring(0, SHOWN) + "…";
  }
}
