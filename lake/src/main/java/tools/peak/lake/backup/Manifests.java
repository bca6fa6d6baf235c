package tools.peak.lake.backup;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import tools.peak.lake.LakeException;
import tools.peak.storage.object.ObjectStore;

/** The manifests of a backup, and what says that it is one. */
final class Manifests {
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOTHING_CHANGED = "nothing was changed";

  private final ObjectStore store;

  Manifests(ObjectStore store) {
    this.store = store;
  }

  /** The identity of the lake that the place is a backup of; empty where nothing lies there. */
  Optional<String> lake() {
    Optional<JsonNode> marker = small(ObjectNames.MARKER);
    if (marker.isEmpty()) {
      return Optional.empty();
    }
    int format = marker.get().path("format").asInt();
    if (format > FORMAT) {
      throw BackupFailure.notABackup(
          store, "a newer Peak made this backup (format " + format + "): upgrade Peak");
    }
    return Optional.of(marker.get().path("lake").asText());
  }

  /** Refuses a place that is no backup. */
  String requireLake() {
    return lake()
        .orElseThrow(
            () ->
                BackupFailure.notABackup(
                    store,
                    "no backup of a lake lies here (" + ObjectNames.MARKER + " is missing)"));
  }

  /** Makes an empty place a backup of a lake. */
  void claim(String lake) throws IOException {
    if (!store.list("").isEmpty()) {
      throw BackupFailure.notABackup(
          store, "it is not empty, and no backup of a lake: name another place");
    }
    String text = JSON.createObjectNode().put("format", FORMAT).put("lake", lake) + "\n";
    boolean _ = store.putNew(ObjectNames.MARKER, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The versions that have a manifest. The one that was written last is among them, listed or not.
   */
  NavigableSet<Long> versions() {
    try {
      NavigableSet<Long> versions = new TreeSet<>();
      for (String name : store.list(ObjectNames.MANIFESTS).keySet()) {
        ObjectNames.version(name).ifPresent(versions::add);
      }
      OptionalLong newest = newest();
      if (newest.isPresent() && has(newest.getAsLong())) {
        versions.add(newest.getAsLong());
      }
      return versions;
    } catch (IOException e) {
      throw BackupFailure.of(store, ObjectNames.MANIFESTS, e, NOTHING_CHANGED);
    }
  }

  /** Whether there is a manifest, listed or not. */
  boolean has(long version) {
    String name = ObjectNames.manifest(version);
    try {
      return store.size(name) != null;
    } catch (IOException e) {
      throw BackupFailure.of(store, name, e, NOTHING_CHANGED);
    }
  }

  /** The version that was backed up last, as far as anybody wrote it down. */
  OptionalLong newest() {
    return small(ObjectNames.NEWEST)
        .map(node -> OptionalLong.of(node.path("version").asLong()))
        .orElse(OptionalLong.empty());
  }

  void writeNewest(long version) throws IOException {
    byte[] text =
        (JSON.createObjectNode().put("version", version) + "\n").getBytes(StandardCharsets.UTF_8);
    store.put(ObjectNames.NEWEST, text.length, out -> out.write(text));
  }

  /**
   * The manifest of a version.
   *
   * @throws ManifestText.Damaged if it is not what was written
   * @throws LakeException if it can't be read, or there is none
   */
  Manifest read(long version) throws ManifestText.Damaged {
    String name = ObjectNames.manifest(version);
    try (InputStream in = store.open(name)) {
      Manifest manifest = ManifestText.read(in.readAllBytes());
      if (manifest.version() != version) {
        throw new ManifestText.Damaged("it is the manifest of version " + manifest.version());
      }
      return manifest;
    } catch (IOException e) {
      throw BackupFailure.of(store, name, e, NOTHING_CHANGED);
    }
  }

  /** The same for who can't go on without it. */
  Manifest require(long version) {
    try {
      return read(version);
    } catch (ManifestText.Damaged e) {
      throw damaged(version, e);
    }
  }

  LakeException damaged(long version, ManifestText.Damaged e) {
    return BackupFailure.notABackup(
        store, ObjectNames.manifest(version) + " is damaged: " + e.getMessage());
  }

  private Optional<JsonNode> small(String name) {
    try (InputStream in = store.open(name)) {
      JsonNode node = JSON.readTree(in.readAllBytes());
      if (!node.isObject()) {
        throw BackupFailure.notABackup(store, name + " is damaged: it says nothing");
      }
      return Optional.of(node);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JacksonException e) {
      throw BackupFailure.notABackup(store, name + " is damaged: it is no JSON");
    } catch (IOException e) {
      throw BackupFailure.of(store, name, e, NOTHING_CHANGED);
    }
  }
}
