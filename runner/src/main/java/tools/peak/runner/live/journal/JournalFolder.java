package tools.peak.runner.live.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a session's journal lies: a folder beside the run folder that will be. It holds nothing
 * that makes a run folder, so that ingest passes it over.
 */
public record JournalFolder(Path path) {
  private static final String SUFFIX = ".live";

  /** Of sessions of this process: a look at their locks would take them away. */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  /** The folder of a run in {@code results}. */
  public static JournalFolder of(Path results, String runFolder) {
    return new JournalFolder(results.toAbsolutePath().normalize().resolve(runFolder + SUFFIX));
  }

  /** Those in {@code results}, by name; {@code results} itself if it is one. */
  public static List<JournalFolder> in(Path results) throws IOException {
    JournalFolder own = new JournalFolder(results.toAbsolutePath().normalize());
    if (Files.isRegularFile(own.journal())) {
      return List.of(own);
    }
    try (Stream<Path> entries = Files.list(results)) {
      return entries
          .filter(entry -> String.valueOf(entry.getFileName()).endsWith(SUFFIX))
          .map(entry -> new JournalFolder(entry.toAbsolutePath().normalize()))
          .filter(folder -> Files.isRegularFile(folder.journal()))
          .sorted((a, b) -> a.path.compareTo(b.path))
          .toList();
    }
  }

  /** The journal itself. */
  public Path journal() {
    return path.resolve("journal");
  }

  /** The session's telemetry, where it was asked for. */
  public Path spans() {
    return path.resolve("spans.jsonl");
  }

  /** Held while somebody writes, and let go by the system when that process ends, however. */
  public static final class Hold implements AutoCloseable {
    private final Path folder;
    private final FileChannel channel;

    private Hold(Path folder, FileChannel channel) {
      this.folder = folder;
      this.channel = channel;
    }

    @Override
    public void close() throws IOException {
      OURS.remove(folder);
      channel.close();
    }
  }

  /** Holds it; null where another session does. */
  public @Nullable Hold hold() throws IOException {
    if (!OURS.add(path)) {
      return null;
    }
    FileChannel channel = null;
    boolean held = false;
    try {
      channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      held = lock != null;
      return held ? new Hold(path, channel) : null;
    } catch (OverlappingFileLockException _) {
      return null;
    } finally {
      if (!held) {
        OURS.remove(path);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  /** Whether a process writes it. */
  public boolean isHeld() throws IOException {
    try (Hold hold = hold()) {
      return hold == null;
    }
  }
}
