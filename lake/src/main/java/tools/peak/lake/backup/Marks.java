package tools.peak.lake.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.UUID;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;

/**
 * Who is at work in a backup. Objects that a backup finds there must not be pruned before its
 * manifest names them: each of the two leaves its mark first and then looks for the other's, so
 * that of two that begin at once at least one is refused.
 */
record Marks(ObjectStore store, InstantSource clock) {
  private static final String PREFIX = "active/";

  /** One that was killed leaves its mark; nothing takes longer than this. */
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  /** What is done there. */
  enum Work {
    BACKUP,
    RESTORE,
    PRUNE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    private boolean bears(Work other) {
      return this != PRUNE && other != PRUNE;
    }
  }

  /** Takes the mark away when it is closed. */
  interface Mark extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /**
   * Begins some work.
   *
   * @throws LakeException if there is other work under way that it doesn't go with
   */
  Mark begin(Work work) throws IOException {
    Instant now = clock.instant();
    String name = PREFIX + work.label() + "-" + UUID.randomUUID();
    if (!store.writeNew(name, now.toString().getBytes(UTF_8))) {
      throw new IOException(name + " is there already");
    }
    boolean isAlone = false;
    try {
      for (String other : store.list(PREFIX).keySet()) {
        if (!other.equals(name)) {
          requireBearable(work, other, now);
        }
      }
      isAlone = true;
      return () -> store.delete(name);
    } finally {
      if (!isAlone) {
        store.delete(name);
      }
    }
  }

  private void requireBearable(Work work, String name, Instant now) throws IOException {
    for (Work other : Work.values()) {
      if (name.startsWith(PREFIX + other.label() + "-") && !work.bears(other)) {
        Instant since = since(name);
        if (since.plus(FORGOTTEN).isAfter(now)) {
          throw new LakeException(
              Code.CONFLICT,
              ("%s: a %s has been under way there since %s; wait for it, or if its program was"
                      + " killed, delete %s")
                  .formatted(store.name(), other.label(), since, name));
        }
      }
    }
  }

  private Instant since(String name) throws IOException {
    try (InputStream in = store.read(name)) {
      return Instant.parse(new String(in.readAllBytes(), UTF_8));
    } catch (NoSuchFileException e) {
      return Instant.MIN; // it has just ended
    } catch (DateTimeParseException e) {
      return clock.instant(); // who knows: better too careful
    }
  }
}
