package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** Where a word stands in the files of a folder, whatever packs them. */
final class EveryByte {
  private EveryByte() {}

  /** The files that hold it, and how. */
  static List<String> with(Path folder, String word) throws IOException, SQLException {
    List<String> found = new ArrayList<>();
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.filter(Files::isRegularFile).toList();
    }
    assertThat(all).isNotEmpty();
    for (Path file : all) {
      String name = folder.relativize(file).toString();
      if (name.contains(word)) {
        found.add(name + " (its name)");
      }
      if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(word)) {
        found.add(name);
      }
      if (name.endsWith(".parquet") && parquet(file).contains(word)) {
        found.add(name + " (unpacked)");
      }
      if (name.endsWith(".avro") && avro(file).contains(word)) {
        found.add(name + " (unpacked)");
      }
    }
    return found;
  }

  private static String parquet(Path file) throws SQLException {
    StringBuilder text = new StringBuilder();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      for (String source :
          List.of("read_parquet('%s') t", "parquet_metadata('%s') t", "parquet_schema('%s') t")) {
        try (ResultSet rows =
            statement.executeQuery("SELECT CAST(t AS VARCHAR) FROM " + source.formatted(file))) {
          while (rows.next()) {
            text.append(rows.getString(1)).append('\n');
          }
        }
      }
    }
    return text.toString();
  }

  /** Bounds are bytes, which its text gives as they are where they are letters. */
  private static String avro(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    try (DataFileStream<GenericRecord> records =
        new DataFileStream<>(Files.newInputStream(file), new GenericDatumReader<>())) {
      records.forEach(record -> text.append(record).append('\n'));
      records.getMetaKeys().forEach(key -> text.append(records.getMetaString(key)).append('\n'));
    }
    return text.toString();
  }
}
