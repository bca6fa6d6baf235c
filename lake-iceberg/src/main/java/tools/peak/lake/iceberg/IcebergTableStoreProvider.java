package tools.peak.lake.iceberg;

import tools.peak.lake.FailPoint;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.table.TableStoreProvider;
import tools.peak.storage.Storage;

/** Brings Iceberg's tables. */
public final class IcebergTableStoreProvider implements TableStoreProvider {
  @Override
  public TableStore open(Storage storage, FailPoint.Listener listener) {
    return new IcebergTableStore(storage, listener);
  }
}
