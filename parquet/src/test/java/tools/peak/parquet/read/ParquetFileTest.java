package tools.peak.parquet.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.peak.parquet.Fixtures;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetLimits;
import tools.peak.parquet.ParquetTable;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.write.TableWriter;

class ParquetFileTest {

  static List<Path> files() throws IOException {
    return Fixtures.readable();
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_file_read_some_rows_at_a_time_gives_the_whole_table(Path path) throws Exception {
    ParquetTable whole = Fixtures.table(Files.readAllBytes(path));

    for (int most : List.of(1, 7, 64, 100_000)) {
      try (ParquetFile file = ParquetFile.open(path, ParquetLimits.DEFAULT)) {
        assertThat(file.rows()).isEqualTo(whole.rows());
        assertThat(file.names())
            .isEqualTo(whole.columns().stream().map(ParquetColumn::name).toList());
        assertThat(rows(file, most)).isEqualTo(rows(whole));
      }
    }
  }

  @Test
  void a_table_ends_where_a_row_group_does() throws Exception {
    List<Integer> sizes = new ArrayList<>();
    try (ParquetFile file = ParquetFile.open(Fixtures.path("row_groups"), ParquetLimits.DEFAULT)) {
      for (ParquetTable table = file.next(100); table != null; table = file.next(100)) {
        sizes.add(table.rows());
      }
    }

    assertThat(sizes).containsExactly(100, 70, 100, 70, 100, 60);
  }

  @Test
  void the_limit_is_a_tables_and_not_the_files(@TempDir Path folder) throws Exception {
    int rows = 400_000;
    double[] values = new double[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = Math.sqrt(row);
    }
    Path path = folder.resolve("bars.parquet");
    TableWriter.write(path, List.of(new Numbers("close", Doubles.of(values, new BitSet()))));
    ParquetLimits limits = new ParquetLimits(10, 1 << 20);

    double sum = 0;
    try (ParquetFile file = ParquetFile.open(path, limits)) {
      for (ParquetTable table = file.next(50_000); table != null; table = file.next(50_000)) {
        Numbers close = (Numbers) table.columns().getFirst();
        for (int row = 0; row < table.rows(); row++) {
          sum += close.get(row) * close.get(row);
        }
      }
    }

    assertThat(sum).isCloseTo(rows / 2.0 * (rows - 1), within(1.0));
    byte[] bytes = Files.readAllBytes(path);
    assertThatExceptionOfType(ParquetException.class)
        .isThrownBy(() -> new ParquetReader(limits).read(bytes, bytes.length));
  }

  @Test
  void a_damaged_file_is_refused_when_it_is_opened_or_read(@TempDir Path folder) throws Exception {
    byte[] bytes = Fixtures.bytes("row_groups");
    Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(bytes, 900));
    assertThatExceptionOfType(ParquetException.class)
        .isThrownBy(() -> ParquetFile.open(cut, ParquetLimits.DEFAULT))
        .withMessageContaining("cut short");

    Arrays.fill(bytes, 4, 40, (byte) 0xFF);
    Path damaged = Files.write(folder.resolve("damaged.parquet"), bytes);
    try (ParquetFile file = ParquetFile.open(damaged, ParquetLimits.DEFAULT)) {
      assertThatExceptionOfType(ParquetException.class)
          .isThrownBy(() -> file.next(10))
          .withMessageStartingWith("column 'id': page header: ");
    }
  }

  @Test
  void a_file_that_is_not_there_is_an_input_error(@TempDir Path folder) {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> ParquetFile.open(folder.resolve("none.parquet"), ParquetLimits.DEFAULT));
  }

  private static List<List<@Nullable String>> rows(ParquetFile file, int most) throws Exception {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (ParquetTable table = file.next(most); table != null; table = file.next(most)) {
      assertThat(table.rows()).isBetween(1, most);
      rows.addAll(rows(table));
    }
    return rows;
  }

  private static List<List<@Nullable String>> rows(ParquetTable table) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      List<@Nullable String> texts = new ArrayList<>();
      for (ParquetColumn column : table.columns()) {
        texts.add(column.text(row));
      }
      rows.add(texts);
    }
    return rows;
  }
}
