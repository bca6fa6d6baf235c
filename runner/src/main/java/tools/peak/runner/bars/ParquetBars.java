package tools.peak.runner.bars;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.artifact.ColumnNames;
import tools.peak.evidence.artifact.OneSymbol;
import tools.peak.parquet.AllMissing;
import tools.peak.parquet.Booleans;
import tools.peak.parquet.Instants;
import tools.peak.parquet.Integers;
import tools.peak.parquet.Lengths;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetLimits;
import tools.peak.parquet.ParquetTable;
import tools.peak.parquet.Strings;
import tools.peak.parquet.Unread;
import tools.peak.parquet.read.ParquetReader;

/** Bars from a Parquet file; the columns are found by name, whatever their case. */
final class ParquetBars {
  /** Some ten million bars. */
  private static final ParquetLimits LIMITS = new ParquetLimits(2_000, 1L << 30);

  private final String source;
  private final BarsBuilder bars;
  private final BarTimes times;

  private ParquetBars(String source) {
    this.source = source;
    this.bars = new BarsBuilder(source, "row");
    this.times = new BarTimes(bars);
  }

  static Bars read(String source, Path file, @Nullable String symbol) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      ParquetTable table =
          new ParquetReader(LIMITS).readable(bytes, bytes.length, LIMITS.maxBytes());
      return new ParquetBars(source).read(table, symbol);
    } catch (ParquetException e) {
      throw new BarsException(source, String.valueOf(e.getMessage()), e);
    }
  }

  private Bars read(ParquetTable table, @Nullable String symbol) {
    ColumnNames names = new ColumnNames(table.columns().stream().map(ParquetColumn::name).toList());
    if (names.time() < 0) {
      throw new BarsException(source, names.whyNoTime());
    }
    checkSymbol(table, names, symbol);
    ParquetColumn time = readable(table.columns().get(names.time()));
    ParquetColumn open = find(table, names, Header.OPEN);
    ParquetColumn high = find(table, names, Header.HIGH);
    ParquetColumn low = find(table, names, Header.LOW);
    ParquetColumn close = find(table, names, Header.CLOSE);
    ParquetColumn volume = find(table, names, Header.VOLUME);
    for (int row = 0; row < table.rows(); row++) {
      bars.add(
          row + 1L,
          time(time, row),
          number(open, row),
          number(high, row),
          number(low, row),
          number(close, row),
          number(volume, row));
    }
    return bars.build().with(times.remark());
  }

  private ParquetColumn find(ParquetTable table, ColumnNames names, String name) {
    int column = names.find(name);
    if (column < 0) {
      throw new BarsException(source, names.why(name));
    }
    return readable(table.columns().get(column));
  }

  private ParquetColumn readable(ParquetColumn column) {
    if (column instanceof Unread(String name, _, String why)) {
      throw new BarsException(source, "column '" + name + "': " + why);
    }
    return column;
  }

  private void checkSymbol(ParquetTable table, ColumnNames names, @Nullable String asked) {
    if (names.symbol() < 0) {
      return;
    }
    ParquetColumn column = readable(table.columns().get(names.symbol()));
    OneSymbol symbols = new OneSymbol();
    for (int row = 0; row < table.rows(); row++) {
      String text = column.text(row);
      String wrong = text == null ? null : symbols.see(text);
      if (wrong != null) {
        throw bars.broken(row + 1L, wrong);
      }
    }
    String unlike = asked == null ? null : symbols.unlike(asked);
    if (unlike != null) {
      throw new BarsException(source, unlike);
    }
  }

  private long time(ParquetColumn column, int row) {
    long place = row + 1L;
    if (column.isMissing(row)) {
      throw times.missing(place);
    }
    return switch (column) {
      case Instants instants -> times.instant(place, instants.get(row));
      case Strings strings -> times.read(place, String.valueOf(strings.get(row)));
      case Numbers numbers -> times.read(place, numbers.get(row));
      case Integers integers ->
          integers.unsigned()
              ? times.read(place, String.valueOf(integers.text(row)))
              : times.read(place, integers.get(row));
      case Booleans booleans -> throw notATime(booleans);
      case Lengths lengths -> throw notATime(lengths);
      case AllMissing _, Unread _ -> throw notATime(column);
    };
  }

  private BarsException notATime(ParquetColumn column) {
    return new BarsException(source, "column '" + column.name() + "' holds no times");
  }

  private double number(ParquetColumn column, int row) {
    if (column.isMissing(row)) {
      throw bars.broken(row + 1L, "has no " + column.name());
    }
    return switch (column) {
      case Numbers numbers -> numbers.get(row);
      case Integers integers -> integers.unsigned() ? unsigned(integers, row) : integers.get(row);
      case Instants instants -> throw notANumber(instants);
      case Strings strings -> throw notANumber(strings);
      case Booleans booleans -> throw notANumber(booleans);
      case Lengths lengths -> throw notANumber(lengths);
      case AllMissing _, Unread _ -> throw notANumber(column);
    };
  }

  private static double unsigned(Integers integers, int row) {
    return Double.parseDouble(Long.toUnsignedString(integers.get(row)));
  }

  private BarsException notANumber(ParquetColumn column) {
    return new BarsException(source, "column '" + column.name() + "' holds no numbers");
  }
}
