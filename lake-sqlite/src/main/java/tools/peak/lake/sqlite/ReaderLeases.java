package tools.peak.lake.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.LakeFolder;
import tools.peak.lake.catalog.Leases;

/**
 * Leases as locks on {@code .readers.lock}: a shared one on the byte whose place is the version's
 * number, an exclusive one for who takes versions away. The operating system's locks belong to a
 * process, which loses all that it has on a file when it closes any channel of it: so a process has
 * one channel of it, while there is any lease, and its threads are counted here.
 */
final class ReaderLeases implements Leases {
  private static final Map<Path, ReaderLeases> IN_PROCESS = new HashMap<>();

  private final Path file;
  private final Map<Long, Held> held = new HashMap<>();
  private final Set<Long> excluded = new HashSet<>();
  private @Nullable FileChannel channel;

  private record Held(@Nullable FileLock lock, int readers) {}

  private ReaderLeases(Path file) {
    this.file = file;
  }

  /** Those of a lake. Who may write there makes the file, so that readers find it. */
  static ReaderLeases of(LakeFolder folder) {
    Path file = folder.readersLock();
    if (!Files.exists(file)
        && Files.isWritable(folder.catalog())
        && Files.isWritable(folder.root())) {
      try {
        Path _ = Files.createFile(file);
      } catch (IOException e) {
        // Another was faster, or the disk is full: it is made the next time.
      }
    }
    synchronized (IN_PROCESS) {
      return IN_PROCESS.computeIfAbsent(file, ReaderLeases::new);
    }
  }

  @Override
  public synchronized Lease read(long version) {
    try {
      while (excluded.contains(version)) {
        wait();
      }
      Held before = held.get(version);
      if (before != null) {
        held.put(version, new Held(before.lock(), before.readers() + 1));
      } else {
        FileChannel open = open();
        FileLock lock = open == null ? null : open.lock(version, 1, true);
        held.put(version, new Held(lock, 1));
      }
      return () -> release(version);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LakeException(Code.IO, "interrupted", e);
    } catch (IOException e) {
      throw DiskFailure.of(file.toString(), e);
    }
  }

  private synchronized void release(long version) {
    Held before = Objects.requireNonNull(held.remove(version));
    if (before.readers() > 1) {
      held.put(version, new Held(before.lock(), before.readers() - 1));
    } else {
      free(before.lock());
    }
  }

  @Override
  public synchronized Exclusion exclude(Collection<Long> versions) {
    Map<Long, FileLock> taken = new HashMap<>();
    try {
      FileChannel open = open();
      for (long version : new TreeSet<>(versions)) {
        if (open != null && !held.containsKey(version) && !excluded.contains(version)) {
          FileLock lock = open.tryLock(version, 1, false);
          if (lock != null) {
            taken.put(version, lock);
          }
        }
      }
      excluded.addAll(taken.keySet());
      closeIfIdle();
      return new Excluded(taken);
    } catch (IOException e) {
      taken.values().forEach(this::free);
      throw DiskFailure.of(file.toString(), e);
    }
  }

  private final class Excluded implements Exclusion {
    private final Map<Long, FileLock> locks;

    Excluded(Map<Long, FileLock> locks) {
      this.locks = Map.copyOf(locks);
    }

    @Override
    public Set<Long> versions() {
      return locks.keySet();
    }

    @Override
    public void close() {
      synchronized (ReaderLeases.this) {
        excluded.removeAll(locks.keySet());
        locks.values().forEach(ReaderLeases.this::free);
        ReaderLeases.this.notifyAll();
      }
    }
  }

  /** A lock that can't be freed is gone with its channel. */
  private void free(@Nullable FileLock lock) {
    if (lock != null) {
      try {
        lock.release();
      } catch (IOException e) {
        // See above.
      }
    }
    closeIfIdle();
  }

  private void closeIfIdle() {
    if (channel != null && held.isEmpty() && excluded.isEmpty()) {
      try {
        channel.close();
      } catch (IOException e) {
        // Its locks are gone all the same.
      }
      channel = null;
    }
  }

  /** Null where nobody who may write has opened the lake yet: then nobody takes anything away. */
  private @Nullable FileChannel open() throws IOException {
    if (channel == null && Files.isReadable(file)) {
      channel =
          Files.isWritable(file)
              ? FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)
              : FileChannel.open(file, StandardOpenOption.READ);
    }
    return channel;
  }
}
