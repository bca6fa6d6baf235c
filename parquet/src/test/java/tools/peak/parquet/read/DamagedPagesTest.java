package tools.peak.parquet.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.parquet.Fixtures;
import tools.peak.parquet.OtherEngine;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetField;
import tools.peak.parquet.ParquetType;
import tools.peak.parquet.format.ByteCursor;
import tools.peak.parquet.write.ParquetWriter;
import tools.peak.parquet.write.WriterBuffers;

/** A bit that flips in a page is an error to whoever reads it, and never another number. */
class DamagedPagesTest {
  private static final int FLIPS = 400;
  private static final int ROWS = 3_000;

  @Test
  void a_flipped_bit_in_a_page_is_an_error_to_every_reader(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("damaged.parquet");
    write(file);
    byte[] whole = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(7);
    int errors = 0;
    try (OtherEngine engine = new OtherEngine()) {
      List<String> answer = engine.values(file);
      assertThat(Fixtures.values(Fixtures.table(whole))).isEqualTo(answer);
      List<Integer> bytes = bytesOfPages(whole);
      for (int flip = 0; flip < FLIPS; flip++) {
        byte[] damaged = whole.clone();
        int at = bytes.get(random.nextInt(bytes.size()));
        damaged[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, damaged);
        List<String> other = read(engine, file);
        errors += other == null ? 1 : 0;
        // A frame has one bit that means nothing.
        assertThat(other).as("the answer with byte " + at + " damaged").isIn(null, answer);
        assertThatExceptionOfType(ParquetException.class)
            .isThrownBy(() -> Fixtures.table(damaged))
            .withMessageContaining("a page that differs from its checksum");
      }
    }
    assertThat(errors).isGreaterThan(FLIPS - 10);
  }

  private static @Nullable List<String> read(OtherEngine engine, Path file) {
    try {
      return engine.values(file);
    } catch (SQLException e) {
      return null;
    }
  }

  /** Where the packed bytes of pages lie, without those of their headers. */
  private static List<Integer> bytesOfPages(byte[] file) throws ParquetException {
    List<Integer> places = new ArrayList<>();
    ByteCursor cursor = new ByteCursor();
    cursor.set(file, 4, file.length - 8 - (int) ByteCursor.INT.get(file, file.length - 8));
    PageHeader header = new PageHeader(cursor);
    while (cursor.remaining() > 0) {
      header.read();
      assertThat(header.checked).isTrue();
      for (int i = 0; i < header.packedSize; i++) {
        places.add(cursor.at + i);
      }
      int _ = cursor.skip(header.packedSize);
    }
    return places;
  }

  private static void write(Path file) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      ParquetWriter writer =
          new ParquetWriter(
              out,
              List.of(
                  ParquetField.of("side", ParquetType.TEXT),
                  ParquetField.of("price", ParquetType.DOUBLE),
                  ParquetField.of("at", ParquetType.TIMESTAMP),
                  ParquetField.of("constant", ParquetType.LONG)),
              new WriterBuffers());
      for (int row = 0; row < ROWS; row++) {
        writer.text("side").set(row, random.nextBoolean() ? "long" : "short");
        writer.number("price").set(row, random.nextInt(100_000) / 100.0);
        writer.whole("at").set(row, 1_700_000_000_000_000L + random.nextInt(1_000_000));
        writer.whole("constant").set(row, 5);
      }
      writer.endRows(ROWS);
      writer.finish();
    }
  }
}
