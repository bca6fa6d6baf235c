package tools.peak.runner.bars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.parquet.Instants;
import tools.peak.parquet.Integers;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.Strings;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.column.Times;
import tools.peak.parquet.write.TableWriter;

class ParquetBarsTest {
  private static final long FIRST = 1_704_067_200_000_000L;
  private static final long DAY = 86_400_000_000L;

  @TempDir Path dir;

  @Test
  void bars_are_read_in_any_order_with_times_and_whole_volumes() throws IOException {
    Bars bars =
        Bars.read(
            write(
                new Instants("Timestamp", Times.ofMicros(new long[] {FIRST + DAY, FIRST})),
                numbers("open", 11, 10),
                numbers("high", 13, 12),
                numbers("low", 10, 9),
                numbers("close", 12, 11),
                Integers.of("volume", new long[] {7, 5}, new BitSet())));
    assertThat(bars.size()).isEqualTo(2);
    assertThat(bars.time(0)).isEqualTo(Instant.parse("2024-01-01T00:00:00Z"));
    assertThat(bars.open(0)).isEqualTo(10);
    assertThat(bars.high(1)).isEqualTo(13);
    assertThat(bars.volume(0)).isEqualTo(5);
    assertThat(bars.source()).isEqualTo("bars.parquet");
  }

  @Test
  void times_may_be_iso_text() throws IOException {
    Bars bars =
        Bars.read(
            write(
                texts("timestamp", "2024-01-01T00:00:00Z", "2024-01-02 00:00:00"),
                numbers("open", 10, 11),
                numbers("high", 12, 13),
                numbers("low", 9, 10),
                numbers("close", 11, 12),
                numbers("volume", 1, 1)));
    assertThat(bars.micros(1)).isEqualTo(FIRST + DAY);
  }

  @Test
  void a_broken_row_is_named_by_file_and_row() throws IOException {
    assertRefused(
        "bars.parquet: row 2: close is NaN, a price must be finite and above zero",
        times(),
        numbers("close", 11, Double.NaN));
    BitSet second = new BitSet();
    second.set(1);
    assertRefused(
        "bars.parquet: row 2: has no close",
        times(),
        new Numbers("close", Doubles.of(new double[] {11, 0}, second)));
    assertRefused(
        "bars.parquet: row 2: its timestamp is already that of row 1",
        new Instants("timestamp", Times.ofMicros(new long[] {FIRST, FIRST})),
        numbers("close", 11, 12));
    assertRefused(
        "bars.parquet: row 1: timestamp: 'yesterday' is no time",
        texts("timestamp", "yesterday", "2024-01-02"),
        numbers("close", 11, 12));
  }

  @Test
  void a_column_that_is_missing_or_of_another_type_is_named() throws IOException {
    assertRefused(
        "bars.parquet: the header has no column 'close'; it is timestamp,last,open,high,low,volume",
        times(),
        numbers("last", 11, 12));
    assertRefused(
        "bars.parquet: column 'close' holds no numbers", times(), texts("close", "11", "12"));
    assertRefused(
        "bars.parquet: row 1: timestamp: '1' looks like the number of a row",
        numbers("timestamp", 1, 2),
        numbers("close", 11, 12));
  }

  @Test
  void a_file_cut_short_is_refused_by_name() throws IOException {
    Path file = write(times(), numbers("close", 11, 12));
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 4; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Bars.read(file))
          .isInstanceOf(BarsException.class)
          .hasMessageStartingWith("bars.parquet: ");
    }
  }

  private void assertRefused(String message, ParquetColumn time, ParquetColumn close)
      throws IOException {
    Path file =
        write(
            time,
            close,
            numbers("open", 10, 11),
            numbers("high", 12, 13),
            numbers("low", 9, 10),
            numbers("volume", 1, 1));
    assertThatThrownBy(() -> Bars.read(file))
        .isInstanceOf(BarsException.class)
        .hasMessageStartingWith(message);
  }

  private Path write(ParquetColumn... columns) throws IOException {
    Path file = dir.resolve("bars.parquet");
    Files.deleteIfExists(file);
    TableWriter.write(file, List.of(columns));
    return file;
  }

  private static Instants times() {
    return new Instants("timestamp", Times.ofMicros(new long[] {FIRST, FIRST + DAY}));
  }

  private static Numbers numbers(String name, double... values) {
    return new Numbers(name, Doubles.of(values, new BitSet()));
  }

  private static Strings texts(String name, String... values) {
    return new Strings(name, Texts.of(values));
  }
}
