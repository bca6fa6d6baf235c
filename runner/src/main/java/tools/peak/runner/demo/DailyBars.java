package tools.peak.runner.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.bars.BarsBuilder;

/** A CSV of daily bars, whose column of time is {@code date}. */
final class DailyBars {
  private DailyBars() {}

  static Bars read(String source, InputStream in) throws IOException {
    BarsBuilder bars = new BarsBuilder(source, "line");
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(in)) {
      for (NamedCsvRecord row : csv) {
        bars.add(
            row.getStartingLineNumber(),
            TimeUnit.DAYS.toMicros(LocalDate.parse(row.getField("date")).toEpochDay()),
            number(row, "open"),
            number(row, "high"),
            number(row, "low"),
            number(row, "close"),
            number(row, "volume"));
      }
    }
    return bars.build();
  }

  private static double number(NamedCsvRecord row, String column) {
    return Double.parseDouble(row.getField(column));
  }
}
