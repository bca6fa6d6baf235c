package tools.peak.evidence.artifact;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.text.PythonFloat;
import tools.peak.evidence.text.Quoted;
import tools.peak.parquet.AllMissing;
import tools.peak.parquet.Booleans;
import tools.peak.parquet.Instants;
import tools.peak.parquet.Integers;
import tools.peak.parquet.Lengths;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetTable;
import tools.peak.parquet.Strings;
import tools.peak.parquet.Unread;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Times;

/** A curve in a Parquet file: a column of times, or pandas' index, and a column {@code equity}. */
public final class CurveParquet {
  private static final String VALUE = "equity";

  private final TableSource source;
  private final ParquetTable table;
  private final Notices notices;

  private CurveParquet(TableSource source, ParquetTable table, Notices notices) {
    this.source = source;
    this.table = table;
    this.notices = notices;
  }

  /**
   * The table as a curve.
   *
   * @param notices takes what was not plain of it
   * @throws Refusal with {@link Problem.InvalidParquet} if it is no curve
   */
  public static EquityCurve of(String file, ParquetTable table, Notices notices) throws Refusal {
    return of(TableSource.parquet(file), table, notices);
  }

  /** The table of any file as a curve. */
  public static EquityCurve of(TableSource source, ParquetTable table, Notices notices)
      throws Refusal {
    return new CurveParquet(source, table, notices).curve();
  }

  private EquityCurve curve() throws Refusal {
    ColumnNames names = new ColumnNames(table.columns().stream().map(ParquetColumn::name).toList());
    if (names.time() < 0) {
      throw refusal(names.whyNoTime());
    }
    if (names.find(VALUE) < 0) {
      throw refusal(names.why(VALUE));
    }
    checkSymbol(names);
    Times times = times(table.columns().get(names.time()));
    return new EquityCurve(times, values(table.columns().get(names.find(VALUE))));
  }

  private void checkSymbol(ColumnNames names) throws Refusal {
    if (names.symbol() == ColumnNames.NONE) {
      return;
    }
    OneSymbol symbols = new OneSymbol();
    ParquetColumn column = table.columns().get(names.symbol());
    for (int row = 0; row < column.size(); row++) {
      String symbol = column.text(row);
      String wrong = symbol == null ? null : symbols.see(symbol);
      if (wrong != null) {
        throw refusal(place(row) + wrong);
      }
    }
  }

  private Times times(ParquetColumn source) throws Refusal {
    if (source instanceof Instants instants) {
      return instants.values();
    }
    TimeColumn column = new TimeColumn(source.name(), "row");
    long[] micros = new long[table.rows()];
    for (int row = 0; row < micros.length; row++) {
      micros[row] = source.isMissing(row) ? Times.MISSING : time(column, source, row);
    }
    Times times = Times.ofMicros(micros);
    column.tell(this.source.file(), times, notices);
    return times;
  }

  private long time(TimeColumn column, ParquetColumn source, int row) throws Refusal {
    return switch (source) {
      case Integers integers when !integers.unsigned() -> column.read(row + 1L, integers.get(row));
      case Numbers numbers -> column.read(row + 1L, numbers.get(row));
      case Integers _, Strings _, Lengths _ -> column.read(row + 1L, source.text(row));
      case Instants instants -> instants.get(row);
      case AllMissing _ -> Times.MISSING;
      case Booleans _ -> throw refusal(called(source) + " holds booleans, no times");
      case Unread unread -> throw refusal(called(source) + ": " + unread.why());
    };
  }

  private Doubles values(ParquetColumn source) throws Refusal {
    return switch (source) {
      case Numbers numbers -> numbers.values();
      case Integers integers -> integers.doubles();
      case AllMissing missing -> Doubles.missing(missing.size());
      case Strings strings -> values(strings);
      case Booleans _ -> throw refusal(called(source) + " holds booleans, not numbers");
      case Instants _ -> throw refusal(called(source) + " holds times, not numbers");
      case Lengths _ -> throw refusal(called(source) + " holds lengths of time, not numbers");
      case Unread unread -> throw refusal(called(source) + ": " + unread.why());
    };
  }

  private Doubles values(Strings strings) throws Refusal {
    double[] values = new double[strings.size()];
    BitSet missing = new BitSet();
    for (int row = 0; row < values.length; row++) {
      String text = strings.get(row);
      if (text == null || text.isBlank()) {
        missing.set(row);
        continue;
      }
      Double value = number(text);
      if (value == null) {
        throw new Refusal(source.problem(strings.name(), row, text, CsvNumbers.why(text)));
      }
      values[row] = value;
    }
    return Doubles.of(values, missing);
  }

  private static @Nullable Double number(String text) {
    return PythonFloat.parse(text.strip());
  }

  private static String called(ParquetColumn column) {
    return "column " + Quoted.text(column.name());
  }

  private static String place(int row) {
    return "row " + (row + 1) + ": ";
  }

  private Refusal refusal(String detail) {
    return new Refusal(source.problem(detail));
  }
}
