package tools.peak.lake.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.lake.FailPoint;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.table.TableStoreContract;
import tools.peak.storage.Location;
import tools.peak.storage.Storage;
import tools.peak.storage.local.LocalStorage;

final class IcebergTableStoreTest extends TableStoreContract {
  @TempDir private Path folder;
  private final Storage storage = new LocalStorage();

  @Override
  protected Storage storage() {
    return storage;
  }

  @Override
  protected TableStore open() {
    return new IcebergTableStore(storage, FailPoint.Listener.none());
  }

  @Override
  protected Location empty() {
    return Location.of(folder);
  }

  @Test
  void a_snapshot_is_read_once() {
    TableStore tables = open();
    TablePointer pointer = tables.append(runs(tables), List.of(file("a")));

    assertThat(tables.snapshot(pointer)).isSameAs(tables.snapshot(pointer));
  }
}
