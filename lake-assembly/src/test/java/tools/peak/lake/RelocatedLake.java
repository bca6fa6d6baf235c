package tools.peak.lake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;

/**
 * Unpacks a lake that was made elsewhere. Iceberg's metadata and the catalog name files absolutely,
 * so each name is written anew, and with it the lengths of manifests.
 */
final class RelocatedLake {
  private static final List<String> CATALOG_COLUMNS =
      List.of(
          "iceberg_tables.metadata_location",
          "iceberg_tables.previous_metadata_location",
          "peak_version_tables.metadata_location",
          "peak_lake.value");

  private final String before;
  private final Path folder;

  private RelocatedLake(String before, Path folder) {
    this.before = before;
    this.folder = folder;
  }

  /**
   * Unpacks a resource.
   *
   * @param before where the lake lay when it was packed
   * @param folder where it shall lie; the archive's own folder is left out
   */
  static Path unpack(String resource, String before, Path folder) throws IOException, SQLException {
    unzip(resource, folder);
    RelocatedLake lake = new RelocatedLake(before, folder.toRealPath());
    lake.rewrite();
    return lake.folder;
  }

  /** Unpacks a resource as it is: what it names lies where it was packed. */
  static void unzip(String resource, Path folder) throws IOException {
    try (InputStream in = RelocatedLake.class.getResourceAsStream(resource);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path path = folder.resolve(entry.getName().replaceFirst("^[^/]*/", ""));
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.write(path, zip.readAllBytes());
        }
      }
    }
  }

  private void rewrite() throws IOException, SQLException {
    Predicate<Path> isList = file -> file.getFileName().toString().startsWith("snap-");
    Predicate<Path> isAvro = file -> file.toString().endsWith(".avro");
    for (Path manifest : files(isAvro.and(isList.negate()))) {
      rewriteAvro(manifest);
    }
    for (Path list : files(isAvro.and(isList))) { // after the manifests, whose lengths it has
      rewriteAvro(list);
    }
    for (Path metadata : files(file -> file.toString().endsWith(".metadata.json"))) {
      Files.writeString(metadata, Files.readString(metadata).replace(before, folder.toString()));
    }
    rewriteCatalog();
  }

  private List<Path> files(Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(wanted).toList();
    }
  }

  private void rewriteAvro(Path file) throws IOException {
    List<GenericRecord> records = new ArrayList<>();
    try (DataFileReader<GenericRecord> in =
            new DataFileReader<>(
                new SeekableByteArrayInput(Files.readAllBytes(file)), new GenericDatumReader<>());
        DataFileWriter<GenericRecord> out = new DataFileWriter<>(new GenericDatumWriter<>())) {
      in.forEach(records::add);
      for (String key : in.getMetaKeys()) {
        if (!DataFileWriter.isReservedMeta(key)) {
          out.setMeta(key, in.getMeta(key));
        }
      }
      out.create(in.getSchema(), file.toFile());
      for (GenericRecord record : records) {
        rewriteRecord(record);
        out.append(record);
      }
    }
  }

  private void rewriteRecord(IndexedRecord record) throws IOException {
    for (var field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value instanceof IndexedRecord inner) {
        rewriteRecord(inner);
      } else if (value instanceof CharSequence text && text.toString().startsWith(before)) {
        record.put(field.pos(), moved(text.toString()));
      }
    }
    if (record.getSchema().getField("manifest_length") != null) {
      Path manifest =
          Path.of(record.get(record.getSchema().getField("manifest_path").pos()).toString());
      record.put(record.getSchema().getField("manifest_length").pos(), Files.size(manifest));
    }
  }

  private String moved(String text) {
    return folder + text.substring(before.length());
  }

  private void rewriteCatalog() throws SQLException {
    try (Connection catalog = Probe.sqlite(folder)) {
      for (String column : CATALOG_COLUMNS) {
        String[] names = column.split("\\.", -1);
        String update =
            String.format(
                Locale.ROOT,
                "UPDATE %1$s SET %2$s = ? || substr(%2$s, ?) WHERE %2$s = ? OR %2$s LIKE ? || '/%%'",
                names[0],
                names[1]);
        try (PreparedStatement statement = catalog.prepareStatement(update)) {
          statement.setString(1, folder.toString());
          statement.setInt(2, before.length() + 1);
          statement.setString(3, before);
          statement.setString(4, before);
          statement.executeUpdate();
        }
      }
    }
  }
}
