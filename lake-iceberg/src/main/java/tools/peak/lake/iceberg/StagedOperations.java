package tools.peak.lake.iceberg;

import org.apache.iceberg.LocationProviders;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/**
 * A table whose changes stay in memory: manifests are written, but nothing is committed here. The
 * catalog moves all tables' pointers at once.
 */
final class StagedOperations implements TableOperations {
  private final TableMetadata base;
  private final FileIO io;

  StagedOperations(TableMetadata base, FileIO io) {
    this.base = base;
    this.io = io;
  }

  @Override
  public TableMetadata current() {
    return base;
  }

  @Override
  public TableMetadata refresh() {
    return base;
  }

  @Override
  public void commit(TableMetadata before, TableMetadata after) {
    throw new UnsupportedOperationException("the catalog commits, not the table");
  }

  @Override
  public FileIO io() {
    return io;
  }

  @Override
  public String metadataFileLocation(String fileName) {
    return base.location() + "/metadata/" + fileName;
  }

  @Override
  public long newSnapshotId() {
    return Stretch.newId(base);
  }

  @Override
  public LocationProvider locationProvider() {
    return LocationProviders.locationsFor(base.location(), base.properties());
  }
}
