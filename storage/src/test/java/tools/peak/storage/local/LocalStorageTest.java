package tools.peak.storage.local;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.storage.Location;
import tools.peak.storage.Storage;
import tools.peak.storage.StorageContract;

final class LocalStorageTest extends StorageContract {
  @TempDir private Path folder;
  private final Storage storage = new LocalStorage();

  @Override
  protected Storage storage() {
    return storage;
  }

  @Override
  protected Location empty() {
    return Location.of(folder);
  }
}
