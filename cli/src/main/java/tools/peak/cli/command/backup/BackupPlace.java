package tools.peak.cli.command.backup;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Progress;
import tools.peak.lake.backup.BackupListener;
import tools.peak.storage.object.ObjectStore;
import tools.peak.storage.object.ObjectStores;

/** A place of backups by the address that a user gave, and how he is told of what goes on there. */
final class BackupPlace {
  /** What a slow cloud keeps waiting is not waited for. */
  private static final Duration ANSWERED = Duration.ofSeconds(2);

  private BackupPlace() {}

  /** Does something there. */
  static <T> T at(String address, Function<ObjectStore, T> deed) throws IOException {
    try (ObjectStore store = ObjectStores.open(address, System.getenv())) {
      return deed.apply(store);
    }
  }

  /** Something that takes long, may be interrupted, and shows how far it is. */
  @FunctionalInterface
  interface Watched<T> {
    T run(BackupListener listener);
  }

  static <T> T watched(Invocation invocation, String deed, Watched<T> body) {
    invocation.interrupts().answered(ANSWERED);
    try (Progress progress = new Progress(invocation.output(), deed, "bytes", System::nanoTime)) {
      return body.run(progress::update);
    }
  }

  /** Seconds since a moment of {@link System#nanoTime()}. */
  static double since(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
