package tools.peak.lake.backup;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.LakeFolder;
import tools.peak.storage.local.AtomicFile;
import tools.peak.storage.local.Fsync;

/**
 * A folder that is becoming a lake again: a file in it says of which backup, until it is one. A
 * restore that was stopped is found by that, and goes on.
 */
final class RestoreFolder {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LakeFolder lake;

  private RestoreFolder(LakeFolder lake) {
    this.lake = lake;
  }

  /**
   * Begins, or goes on.
   *
   * @throws LakeException if something else lies there
   */
  static RestoreFolder at(Path path, Manifest manifest) throws IOException {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new LakeException(Code.INVALID_REQUEST, path + " is a file: name a new folder");
    }
    Files.createDirectories(path);
    RestoreFolder folder = new RestoreFolder(new LakeFolder(path.toRealPath()));
    String wanted = text(manifest);
    String begun = folder.begun();
    if (begun == null) {
      folder.requireEmpty();
      AtomicFile.write(folder.lake.restoring(), wanted);
    } else if (!begun.equals(wanted)) {
      throw new LakeException(
          Code.INVALID_REQUEST,
          path
              + ": a restore of another version or backup was begun there (version "
              + version(begun)
              + "): finish that one, or name a new folder");
    }
    return folder;
  }

  private static String text(Manifest manifest) {
    return JSON.createObjectNode()
            .put("lake", manifest.origin().lake())
            .put("version", manifest.version())
            .put("head", manifest.origin().head())
        + "\n";
  }

  private static String version(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return node.path("version").asText();
    } catch (JacksonException e) {
      return "unknown";
    }
  }

  private @Nullable String begun() throws IOException {
    return Files.exists(lake.restoring()) ? Files.readString(lake.restoring()) : null;
  }

  private void requireEmpty() throws IOException {
    try (Stream<Path> entries = Files.list(lake.root())) {
      if (entries.anyMatch(entry -> !entry.getFileName().toString().equals("lost+found"))) {
        throw new LakeException(
            Code.INVALID_REQUEST,
            lake.root() + " is not empty: a lake is restored to a new folder");
      }
    }
  }

  LakeFolder lake() {
    return lake;
  }

  /** Where the catalog is put together. */
  Path catalogToBe() {
    return lake.root().resolve(".catalog.db.restoring");
  }

  /** Refuses a disk without room, before it is full. */
  void requireRoom(long bytes) throws IOException {
    FileStore disk = Files.getFileStore(lake.root());
    if (disk.getUsableSpace() < bytes) {
      throw new LakeException(
          Code.IO,
          String.format(
              Locale.ROOT,
              "%s: disk full: it has %,d bytes free, and %,d are to be restored; make room and run"
                  + " it again, or name a folder on another disk",
              lake.root(),
              disk.getUsableSpace(),
              bytes));
    }
  }

  /** The lake is whole and of its place. */
  void finish() throws IOException {
    Files.deleteIfExists(lake.restoring());
    Fsync.of(lake.root());
  }

  LakeException failed(IOException e) {
    LakeException told = DiskFailure.of(lake.root().toString(), e);
    return new LakeException(
        Code.IO,
        String.valueOf(told.getMessage()).replace("; the lake is as before", "")
            + "; what was restored stays: run it again when that is mended",
        e);
  }
}
