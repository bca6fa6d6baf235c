package tools.peak.lake.backup;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.storage.object.ObjectStore;

/**
 * Says in a backup who is at work with it. Whoever reads or adds says so before he looks whether it
 * is being pruned; whoever prunes says so before he looks who else is there: so one of the two sees
 * the other. What a process of this machine left when it was killed is taken away.
 */
final class Running implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectStore store;
  private final String object;

  private Running(ObjectStore store, String object) {
    this.store = store;
    this.object = object;
  }

  /**
   * Who makes or adds to a backup.
   *
   * @throws LakeException if it is being pruned
   */
  static Running beside(ObjectStore store, String deed, Instant now) throws IOException {
    String object = ObjectNames.RUNNING + deed + "-" + UUID.randomUUID() + ".json";
    byte[] text = text(deed, now);
    store.put(object, text.length, out -> out.write(text));
    Running running = new Running(store, object);
    boolean isFree = false;
    try {
      requireGone(store, ObjectNames.PRUNING);
      isFree = true;
      return running;
    } finally {
      if (!isFree) {
        running.close();
      }
    }
  }

  /** Who only reads: from a place that can't be written he reads too, and nobody prunes it. */
  static AutoCloseable reading(ObjectStore store, String deed, Instant now) {
    try {
      return beside(store, deed, now);
    } catch (IOException e) {
      return () -> {};
    }
  }

  /**
   * Who prunes, alone.
   *
   * @throws LakeException if somebody else is at work
   */
  static Running alone(ObjectStore store, Instant now) throws IOException {
    requireGone(store, ObjectNames.PRUNING);
    if (!store.putNew(ObjectNames.PRUNING, text("prune", now))) {
      requireGone(store, ObjectNames.PRUNING);
      throw new LakeException(Code.BUSY, store.address() + ": somebody else prunes it; try again");
    }
    Running running = new Running(store, ObjectNames.PRUNING);
    boolean isFree = false;
    try {
      for (String other : store.list(ObjectNames.RUNNING).keySet()) {
        requireGone(store, other);
      }
      isFree = true;
      return running;
    } finally {
      if (!isFree) {
        running.close();
      }
    }
  }

  /** Whether this is still written there: nobody who prunes may take it for dead. */
  boolean isThere() throws IOException {
    return store.size(object) != null;
  }

  private static byte[] text(String deed, Instant now) {
    Owner owner = Owner.ofThisProcess();
    return (JSON.createObjectNode()
                .put("deed", deed)
                .put("since", now.toString())
                .put("host", owner.host())
                .put("space", owner.space())
                .put("pid", owner.pid())
                .put("began", owner.began())
            + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void requireGone(ObjectStore store, String object) throws IOException {
    JsonNode told = read(store, object);
    if (told == null) {
      return;
    }
    Owner owner =
        new Owner(
            told.path("host").asText(),
            told.path("space").asText(),
            told.path("pid").asLong(),
            told.path("began").asText());
    if (owner.isSurelyGone()) {
      store.delete(object);
      return;
    }
    throw new LakeException(
        Code.BUSY,
        "%s: a %s of %s (process %s) is at work there since %s; try again when it is done, or delete %s/%s if it is no more"
            .formatted(
                store.address(),
                told.path("deed").asText("deed"),
                owner.host(),
                owner.pid(),
                told.path("since").asText(),
                store.address(),
                object));
  }

  private static @Nullable JsonNode read(ObjectStore store, String object) throws IOException {
    try (InputStream in = store.open(object)) {
      return JSON.readTree(in.readAllBytes());
    } catch (NoSuchFileException e) {
      return null;
    } catch (JacksonException e) {
      return JSON.createObjectNode(); // somebody is there, whoever it is
    }
  }

  /** What can't be taken away now is taken for dead when this process has ended. */
  @Override
  public void close() {
    try {
      store.delete(object);
    } catch (IOException e) {
      // See above.
    }
  }
}
