package tools.peak.lake;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.peak.storage.object.ObjectStore;

/** A store that answers so many times, and from then on to nobody: as when its cable is cut. */
final class StoppedObjects implements ObjectStore {
  private final ObjectStore store;
  private final AtomicInteger left;

  StoppedObjects(ObjectStore store, int answers) {
    this.store = store;
    this.left = new AtomicInteger(answers);
  }

  /** How many answers were not needed. */
  int left() {
    return left.get();
  }

  private ObjectStore asked() throws IOException {
    if (left.decrementAndGet() < 0) {
      throw new IOException("the cable is cut");
    }
    return store;
  }

  @Override
  public String address() {
    return store.address();
  }

  @Override
  public int atOnce() {
    return store.atOnce();
  }

  @Override
  public void put(String name, long bytes, Content content) throws IOException {
    asked().put(name, bytes, content);
  }

  @Override
  public boolean putNew(String name, byte[] content) throws IOException {
    return asked().putNew(name, content);
  }

  @Override
  public InputStream open(String name) throws IOException {
    return asked().open(name);
  }

  @Override
  public @Nullable Long size(String name) throws IOException {
    return asked().size(name);
  }

  @Override
  public SortedMap<String, Long> list(String prefix) throws IOException {
    return asked().list(prefix);
  }

  @Override
  public void delete(String name) throws IOException {
    asked().delete(name);
  }

  @Override
  public void sync() throws IOException {
    asked().sync();
  }

  @Override
  public void deleteLeftOvers() throws IOException {
    asked().deleteLeftOvers();
  }

  @Override
  public void close() {
    store.close();
  }
}
