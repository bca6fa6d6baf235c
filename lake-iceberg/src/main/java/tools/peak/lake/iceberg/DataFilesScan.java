package tools.peak.lake.iceberg;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.storage.Storage;

/** Reads which data files a table consists of. */
record DataFilesScan(Storage storage, StorageFileIO io) {
  /** The wanted ones of a snapshot. */
  List<DataFile> of(TableMetadata table, Snapshot snapshot, Predicate<DataFile> wanted) {
    List<DataFile> files = new ArrayList<>();
    for (ManifestFile manifest : manifests(table, snapshot)) {
      try (ManifestReader<DataFile> entries = ManifestFiles.read(manifest, io, table.specsById())) {
        for (DataFile file : entries) {
          if (wanted.test(file)) {
            files.add(file.copy());
          }
        }
      } catch (IOException | RuntimeException e) {
        throw Unreadable.file(storage, Unreadable.location(manifest.path()), e);
      }
    }
    return files;
  }

  private List<ManifestFile> manifests(TableMetadata table, Snapshot snapshot) {
    List<ManifestFile> all;
    try {
      all = snapshot.allManifests(io);
    } catch (RuntimeException e) {
      throw Unreadable.file(storage, Unreadable.location(snapshot.manifestListLocation()), e);
    }
    if (all.stream().anyMatch(manifest -> manifest.content() == ManifestContent.DELETES)) {
      throw new LakeException(
          Code.NOT_A_LAKE,
          table.location()
              + ": another program left delete files in the table;"
              + " rewrite them there before Peak reads it");
    }
    return all;
  }
}
