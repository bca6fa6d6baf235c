package tools.peak.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.read.ParquetReader;

/** The Parquet files that other programs wrote. */
public final class Fixtures {
  private static final Path FOLDER = Path.of("src", "test", "resources", "parquet");
  private static final Path SAMPLES = Path.of("..", "..", "shared", "samples", "evidence");

  private Fixtures() {}

  public static Path path(String name) {
    return FOLDER.resolve(name + ".parquet");
  }

  public static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ParquetTable table(String name) throws ParquetException {
    return table(bytes(name));
  }

  public static ParquetTable table(byte[] bytes) throws ParquetException {
    return new ParquetReader(ParquetLimits.DEFAULT).read(bytes, bytes.length);
  }

  /** All files that can be read, those of real runs included where they lie beside the project. */
  public static List<Path> readable() throws IOException {
    try (Stream<Path> ours = Files.list(FOLDER);
        Stream<Path> samples =
            Files.isDirectory(SAMPLES) ? Files.walk(SAMPLES, 2) : Stream.empty()) {
      return Stream.concat(ours, samples)
          .filter(file -> file.toString().endsWith(".parquet"))
          .filter(file -> !file.toString().contains("nested_"))
          .filter(file -> !file.toString().contains("fields_"))
          .filter(file -> !file.endsWith("pandas_brotli.parquet"))
          .filter(file -> !file.endsWith("pandas_no_columns.parquet"))
          .sorted()
          .toList();
    }
  }

  /** Each value with its column and row: what two readings of one table must agree in. */
  public static List<String> values(ParquetTable table) {
    return table.columns().stream()
        .flatMap(
            column ->
                Stream.iterate(0, row -> row < column.size(), row -> row + 1)
                    .map(row -> column.name() + "[" + row + "] = " + text(column, row)))
        .toList();
  }

  /** The unit of a length of time stands in Arrow's schema alone, which other engines pass over. */
  private static @Nullable String text(ParquetColumn column, int row) {
    String text = column.text(row);
    return text != null && column instanceof Lengths ? text.split(" ", 2)[0] : text;
  }
}
