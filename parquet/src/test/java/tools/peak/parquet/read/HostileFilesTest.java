package tools.peak.parquet.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.parquet.Fixtures;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetField;
import tools.peak.parquet.ParquetLimits;
import tools.peak.parquet.ParquetTable;
import tools.peak.parquet.ParquetType;
import tools.peak.parquet.format.ByteCursor;
import tools.peak.parquet.format.Magic;

/**
 * Files that are damaged, or made to do harm, end in a {@link ParquetException} and nothing else.
 */
class HostileFilesTest {
  /** More cases, for a longer hunt: {@code -Dparquet.fuzz=1000000}. */
  private static final int CASES = Integer.getInteger("parquet.fuzz", 10_000);

  private static final ParquetLimits LIMITS = new ParquetLimits(200, 16 << 20);
  private static final List<byte[]> SEEDS =
      List.of(
          Fixtures.bytes("pandas_snappy"),
          Fixtures.bytes("pandas_zstd"),
          Fixtures.bytes("pandas_gzip"),
          Fixtures.bytes("pandas_lz4"),
          Fixtures.bytes("types_plain"),
          Fixtures.bytes("types_v2_zstd"),
          Fixtures.bytes("types_required_v2"),
          Fixtures.bytes("types_int96"),
          Fixtures.bytes("encodings_v1"),
          Fixtures.bytes("encodings_v2"),
          Fixtures.bytes("row_groups"),
          Fixtures.bytes("parquet_java_v2_plain"),
          Fixtures.bytes("nested_struct"));

  private final ParquetReader reader = new ParquetReader(LIMITS);

  @Test
  @Timeout(60)
  void a_file_cut_short_at_any_byte_is_refused() {
    for (String name : List.of("pandas_snappy", "encodings_v2")) {
      byte[] whole = Fixtures.bytes(name);
      for (int length = 0; length < whole.length; length++) {
        int cut = length;
        assertThatExceptionOfType(ParquetException.class)
            .isThrownBy(() -> reader.read(whole, cut))
            .withMessageContaining("cut short");
      }
    }
  }

  @Test
  @Timeout(600)
  void changed_bytes_are_read_or_refused() {
    Random random = new Random(4);
    int read = 0;
    for (int i = 0; i < CASES; i++) {
      byte[] changed = changed(SEEDS.get(random.nextInt(SEEDS.size())).clone(), random);
      read += readOrRefuse(changed) ? 1 : 0;
    }
    assertThat(read).isBetween(CASES / 20, CASES * 19 / 20);
  }

  @Test
  @Timeout(60)
  void changed_files_are_read_in_pieces_or_refused(@TempDir Path folder) throws IOException {
    Random random = new Random(16);
    List<ParquetField> fields =
        List.of(
            new ParquetField("price", ParquetType.DOUBLE, List.of(3), false),
            new ParquetField("texts", ParquetType.MAP_OF_TEXTS, List.of(10, 11, 12), false));
    Path path = folder.resolve("table.parquet");
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      String seed = random.nextBoolean() ? "fields_v1" : "fields_v2";
      Files.write(path, changed(Fixtures.bytes(seed), random));
      try (FieldReader reader = FieldReader.open(path, fields, LIMITS)) {
        long rows = 0;
        for (FieldRows some = reader.next(); some != null; some = reader.next()) {
          rows += some.rows();
        }
        assertThat(rows).isEqualTo(reader.rows());
      } catch (ParquetException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(50, 450);
  }

  @Test
  void a_reader_reads_well_after_any_refusal() throws ParquetException {
    Random random = new Random(8);
    byte[] good = Fixtures.bytes("row_groups");
    List<String> expected = Fixtures.values(Fixtures.table(good));
    for (int i = 0; i < 50; i++) {
      readOrRefuse(changed(SEEDS.get(random.nextInt(SEEDS.size())).clone(), random));
      assertThat(Fixtures.values(reader.read(good, good.length))).isEqualTo(expected);
    }
  }

  @Test
  void bytes_of_no_parquet_file_are_refused() {
    Random random = new Random(15);
    for (int i = 0; i < 1000; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      assertThat(readOrRefuse(withFooter(bytes, random.nextInt(bytes.length + 1)))).isFalse();
    }
  }

  /** Whether the file could be read, and then every value be looked at. */
  private boolean readOrRefuse(byte[] bytes) {
    try {
      ParquetTable table = reader.read(bytes, bytes.length);
      for (ParquetColumn column : table.columns()) {
        for (int row = 0; row < Math.min(table.rows(), 200); row++) {
          assertThat(column.text(row) == null).isEqualTo(column.isMissing(row));
        }
      }
      return true;
    } catch (ParquetException e) {
      assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(400);
      return false;
    } catch (RuntimeException | Error e) {
      return fail("from " + HexFormat.of().formatHex(bytes), e);
    }
  }

  private static byte[] changed(byte[] bytes, Random random) {
    int footer = bytes.length - 8 - footerSize(bytes);
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at =
          random.nextBoolean()
              ? random.nextInt(bytes.length)
              : between(4, footer + 1200, bytes, random);
      switch (random.nextInt(6)) {
        case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) random.nextInt(256);
        case 3 ->
            Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(9)), (byte) 0xFF);
        case 4 -> {
          byte[] other = SEEDS.get(random.nextInt(SEEDS.size()));
          int from = random.nextInt(other.length);
          int length =
              Math.min(random.nextInt(64), Math.min(other.length - from, bytes.length - at));
          System.arraycopy(other, from, bytes, at, length);
        }
        default -> {
          int gone = Math.min(random.nextInt(20), bytes.length - at);
          System.arraycopy(bytes, at + gone, bytes, at, bytes.length - at - gone);
          bytes = Arrays.copyOf(bytes, bytes.length - gone);
        }
      }
    }
    return bytes;
  }

  private static int between(int from, int to, byte[] bytes, Random random) {
    return Math.min(bytes.length - 1, from + random.nextInt(Math.max(1, to - from)));
  }

  private static int footerSize(byte[] bytes) {
    return (int) ByteCursor.INT.get(bytes, bytes.length - 8);
  }

  private static byte[] withFooter(byte[] bytes, int footerSize) {
    byte[] file = Arrays.copyOf(bytes, bytes.length + 12);
    ByteCursor.INT.set(file, file.length - 8, footerSize);
    ByteCursor.INT.set(file, file.length - 4, Magic.PLAIN);
    return file;
  }
}
