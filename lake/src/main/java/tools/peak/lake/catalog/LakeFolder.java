package tools.peak.lake.catalog;

import java.nio.file.Path;
import tools.peak.lake.schema.LakeTable;

/** What lies where in a lake's folder. */
public record LakeFolder(Path root) {

  /** The catalog: a lake is there if and only if this file is. */
  public Path catalog() {
    return root.resolve("catalog.db");
  }

  /** What a person may read or change about the lake. */
  public Path settings() {
    return root.resolve("peak.toml");
  }

  /** There while the folder is becoming a lake again from a backup. */
  public Path restoring() {
    return root.resolve(".restoring.json");
  }

  /** Held while a pointer moves. */
  public Path writerLock() {
    return root.resolve(".writer.lock");
  }

  /** A byte of it is held for each version that somebody reads. */
  public Path readersLock() {
    return root.resolve(".readers.lock");
  }

  /** Byte ranges of it are held while their share of the source folders is being loaded. */
  public Path ingestLock() {
    return root.resolve(".ingest.lock");
  }

  /** Copies that make questions fast; may be deleted at any time. */
  public Path cache() {
    return root.resolve("cache");
  }

  /** What questions put aside while they are answered. */
  public Path temporary() {
    return root.resolve(".tmp");
  }

  /** Iceberg's location of a table. */
  public Path table(LakeTable table) {
    return root.resolve("warehouse").resolve("lake").resolve(table.tableName());
  }

  /** Where a table's data files go. */
  public Path data(LakeTable table) {
    return table(table).resolve("data");
  }
}
