package tools.peak.lake.table;

import tools.peak.lake.FailPoint;
import tools.peak.storage.Storage;

/** Brings a {@link TableStore}; found on the class path by the service loader. */
public interface TableStoreProvider {
  /**
   * Opens the tables of a storage.
   *
   * @param listener is told how writes get on
   */
  TableStore open(Storage storage, FailPoint.Listener listener);
}
