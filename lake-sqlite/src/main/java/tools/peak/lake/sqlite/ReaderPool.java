package tools.peak.lake.sqlite;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.catalog.LakeFolder;

/**
 * Connections that read a catalog: as many as read at once, so that a question never waits for one
 * that takes long; a few are kept open.
 */
final class ReaderPool implements Readers {
  private static final int KEPT = 4;

  private final LakeFolder folder;
  private final Deque<Sqlite> idle = new ArrayDeque<>();
  private boolean closed;

  ReaderPool(LakeFolder folder) {
    this.folder = folder;
    idle.push(Sqlite.open(folder.catalog()));
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
    return Sqlite.open(folder.catalog());
  }

  private void giveBack(Sqlite database) {
    synchronized (idle) {
      if (!closed) {
        if (idle.size() < KEPT) {
          idle.push(database);
        } else {
          database.close(); // the others keep the log where it is
        }
        return;
      }
    }
    closeAlone(database);
  }

  /** It may be the last that has the lake open, and move the log into the database. */
  private void closeAlone(Sqlite database) {
    try (FileLock _ = FileLock.acquire(folder.writerLock())) {
      database.close();
    } catch (IOException e) {
      throw DiskFailure.of(folder.root().toString(), e);
    }
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
