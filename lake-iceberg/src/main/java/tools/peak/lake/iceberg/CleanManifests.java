package tools.peak.lake.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;
import tools.peak.storage.Location;

/**
 * Manifests also tell of files that a change took out, with the least and the greatest run_id of
 * each. Whoever wants rows gone for good wants those entries gone too: manifests that have some are
 * written anew without them, under new names, and so are the lists that name such manifests. All
 * else in them stays as it is, field by field.
 */
final class CleanManifests {
  private static final String STATUS = "status";
  private static final int DELETED = 2;
  private static final String PATH = "manifest_path";
  private static final String LENGTH = "manifest_length";
  private static final List<String> DELETED_FILES =
      List.of("deleted_files_count", "deleted_data_files_count");
  private static final String DELETED_ROWS = "deleted_rows_count";

  private final FileIO io;
  private final TableMetadata table;
  private final Map<String, Written> manifests = new HashMap<>();

  /** A manifest's successor; without a place if nothing was left to be said. */
  private record Written(@Nullable String path, long length) {}

  CleanManifests(FileIO io, TableMetadata table) {
    this.io = io;
    this.table = table;
  }

  /** Writes what is needed, and gives new places of manifest lists by their old ones. */
  Map<String, String> lists() throws IOException {
    Map<String, String> lists = new HashMap<>();
    for (Snapshot snapshot : table.snapshots()) {
      List<ManifestFile> all = snapshot.allManifests(io);
      boolean isClean = true;
      for (ManifestFile manifest : all) {
        if (isUnclean(manifest)) {
          isClean = false;
          if (!manifests.containsKey(manifest.path())) {
            manifests.put(manifest.path(), manifest(manifest.path()));
          }
        }
      }
      if (!isClean) {
        String old = snapshot.manifestListLocation();
        String fresh = fresh("snap-" + snapshot.snapshotId() + "-1-" + UUID.randomUUID());
        long _ = rewritten(old, fresh, this::listed);
        lists.put(old, fresh);
      }
    }
    return lists;
  }

  /** What would be written anew of some snapshots. */
  Set<Location> unclean(Collection<Snapshot> snapshots) {
    Set<Location> unclean = new HashSet<>();
    for (Snapshot snapshot : snapshots) {
      List<String> manifests =
          snapshot.allManifests(io).stream()
              .filter(CleanManifests::isUnclean)
              .map(ManifestFile::path)
              .toList();
      if (!manifests.isEmpty()) {
        unclean.add(Unreadable.location(snapshot.manifestListLocation()));
        manifests.forEach(manifest -> unclean.add(Unreadable.location(manifest)));
      }
    }
    return unclean;
  }

  private static boolean isUnclean(ManifestFile manifest) {
    Integer deleted = manifest.deletedFilesCount();
    return deleted == null || deleted > 0;
  }

  private String fresh(String name) {
    return table.location() + "/metadata/" + name + ".avro";
  }

  private Written manifest(String path) throws IOException {
    String fresh = fresh(UUID.randomUUID() + "-m0");
    long[] left = {0};
    long length =
        rewritten(
            path,
            fresh,
            entry -> {
              if (((Number) entry.get(STATUS)).intValue() == DELETED) {
                return null;
              }
              left[0]++;
              return entry;
            });
    if (left[0] > 0) {
      return new Written(fresh, length);
    }
    io.deleteFile(fresh);
    return new Written(null, 0);
  }

  /** An entry of a manifest list. */
  private @Nullable GenericRecord listed(GenericRecord manifest) {
    Written written = manifests.get(manifest.get(PATH).toString());
    if (written == null) {
      return manifest;
    }
    if (written.path() == null) {
      return null;
    }
    manifest.put(PATH, written.path());
    manifest.put(LENGTH, written.length());
    for (String count : DELETED_FILES) {
      if (manifest.hasField(count)) {
        manifest.put(count, 0);
      }
    }
    if (manifest.hasField(DELETED_ROWS)) {
      manifest.put(DELETED_ROWS, 0L);
    }
    return manifest;
  }

  /** Copies a file's records as they are, or as they shall be; gives the new file's length. */
  private long rewritten(String from, String to, UnaryOperator<@Nullable GenericRecord> change)
      throws IOException {
    OutputFile output = io.newOutputFile(to);
    try (DataFileStream<GenericRecord> records =
            new DataFileStream<>(io.newInputFile(from).newStream(), new GenericDatumReader<>());
        PositionOutputStream out = output.create();
        DataFileWriter<GenericRecord> writer = writer(records)) {
      DataFileWriter<GenericRecord> _ = writer.create(records.getSchema(), out);
      List<GenericRecord> all = new ArrayList<>();
      records.forEach(all::add);
      for (GenericRecord record : all) {
        GenericRecord changed = change.apply(record);
        if (changed != null) {
          writer.append(changed);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return output.toInputFile().getLength();
  }

  /** What Iceberg says of a file stands in its header. */
  private static DataFileWriter<GenericRecord> writer(DataFileStream<GenericRecord> records) {
    Schema schema = records.getSchema();
    DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema));
    for (String key : records.getMetaKeys()) {
      if (!DataFileWriter.isReservedMeta(key)) {
        DataFileWriter<GenericRecord> _ = writer.setMeta(key, records.getMeta(key));
      }
    }
    String codec = records.getMetaString(DataFileConstants.CODEC);
    DataFileWriter<GenericRecord> _ =
        writer.setCodec(CodecFactory.fromString(codec == null ? "null" : codec));
    return writer;
  }
}
