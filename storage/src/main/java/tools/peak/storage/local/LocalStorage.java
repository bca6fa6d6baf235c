package tools.peak.storage.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import tools.peak.storage.Input;
import tools.peak.storage.Location;
import tools.peak.storage.Output;
import tools.peak.storage.Storage;

/** Files on a disk of this machine. */
public final class LocalStorage implements Storage {
  /** A location's path. */
  public static Path path(Location location) {
    return Path.of(location.toString());
  }

  @Override
  public Input open(Location file) throws IOException {
    return new LocalInput(FileChannel.open(path(file), StandardOpenOption.READ));
  }

  @Override
  public Output create(Location file) throws IOException {
    Path path = path(file);
    createFolder(file.parent());
    return new LocalOutput(
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  @Override
  public boolean exists(Location location) {
    return Files.exists(path(location));
  }

  @Override
  public long size(Location file) throws IOException {
    return Files.size(path(file));
  }

  @Override
  public void delete(Location file) throws IOException {
    Files.deleteIfExists(path(file));
  }

  @Override
  public List<Location> list(Location folder) throws IOException {
    if (!Files.isDirectory(path(folder))) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(path(folder))) {
      return files.filter(Files::isRegularFile).map(Location::of).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void createFolder(Location folder) throws IOException {
    if (Files.isDirectory(path(folder))) {
      return;
    }
    createFolder(folder.parent());
    Files.createDirectories(path(folder)); // another may be faster
    sync(folder.parent());
  }

  @Override
  public void sync(Location folder) throws IOException {
    Fsync.of(path(folder));
  }

  private record LocalInput(FileChannel channel) implements Input {
    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) throws IOException {
      return channel.read(ByteBuffer.wrap(into, offset, length), position);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
