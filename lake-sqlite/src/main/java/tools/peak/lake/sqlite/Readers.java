package tools.peak.lake.sqlite;

import java.util.function.Function;

/** Whatever reads a catalog, for as many as read at once. */
interface Readers extends AutoCloseable {
  /** Reads with a connection that nobody else has meanwhile. */
  <T> T read(Function<Sqlite, T> reading);

  @Override
  void close();
}
