package tools.peak.lake.sqlite;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/**
 * Connections that read a catalog: as many as read at once, so that a question never waits for one
 * that takes long; a few are kept open.
 */
final class ReaderPool implements Readers {
  private static final int KEPT = 4;

  private final Path catalog;
  private final Deque<Sqlite> idle = new ArrayDeque<>();
  private boolean closed;

  ReaderPool(Path catalog) {
    this.catalog = catalog;
    idle.push(Sqlite.open(catalog));
  }

  @Override
  public <T> T read(Function<Sqlite, T> reading) {
    Sqlite database = take();
    try {
      return reading.apply(database);
    } finally {
      giveBack(database);
    }
  }

  private Sqlite take() {
    synchronized (idle) {
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    return Sqlite.open(catalog);
  }

  private void giveBack(Sqlite database) {
    synchronized (idle) {
      if (!closed && idle.size() < KEPT) {
        idle.push(database);
        return;
      }
    }
    database.close();
  }

  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
      idle.forEach(Sqlite::close);
      idle.clear();
    }
  }
}
