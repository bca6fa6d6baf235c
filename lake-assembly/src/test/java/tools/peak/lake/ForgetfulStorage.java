package tools.peak.lake;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.peak.storage.Input;
import tools.peak.storage.Location;
import tools.peak.storage.Output;
import tools.peak.storage.Storage;
import tools.peak.storage.local.LocalStorage;

/**
 * A disk of this machine whose power may fail: then a file is gone whose content was not synced, or
 * whose folder was not since the file was made.
 */
final class ForgetfulStorage implements Storage {
  private final Storage disk = new LocalStorage();
  private final Set<Location> contents = new HashSet<>();
  private final Set<Location> names = new HashSet<>();
  private final Set<Location> lost = new HashSet<>();

  /** What is not synced now goes with the next cut, even if it is synced until then. */
  synchronized void momentOfTheCut() {
    lost.addAll(contents);
    lost.addAll(names);
  }

  /** The power fails, and comes back. */
  synchronized void cut() throws IOException {
    momentOfTheCut();
    for (Location file : lost) {
      disk.delete(file);
    }
    lost.clear();
    contents.clear();
    names.clear();
  }

  @Override
  public Output create(Location file) throws IOException {
    Output output = disk.create(file);
    synchronized (this) {
      contents.add(file);
      names.add(file);
    }
    return new Writing(file, output);
  }

  @Override
  public void sync(Location folder) throws IOException {
    disk.sync(folder);
    synchronized (this) {
      names.removeIf(file -> file.parent().equals(folder));
    }
  }

  @Override
  public void delete(Location file) throws IOException {
    disk.delete(file);
    synchronized (this) {
      contents.remove(file);
      names.remove(file);
    }
  }

  @Override
  public Input open(Location file) throws IOException {
    return disk.open(file);
  }

  @Override
  public boolean exists(Location location) {
    return disk.exists(location);
  }

  @Override
  public long size(Location file) throws IOException {
    return disk.size(file);
  }

  @Override
  public List<Location> list(Location folder) throws IOException {
    return disk.list(folder);
  }

  @Override
  public void createFolder(Location folder) throws IOException {
    disk.createFolder(folder);
  }

  private final class Writing extends Output {
    private final Location file;
    private final Output output;

    Writing(Location file, Output output) {
      this.file = file;
      this.output = output;
    }

    @Override
    public long position() {
      return output.position();
    }

    @Override
    public void write(int value) throws IOException {
      output.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      output.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      output.flush();
    }

    @Override
    public void sync() throws IOException {
      output.sync();
      synchronized (ForgetfulStorage.this) {
        contents.remove(file);
      }
    }

    @Override
    public void close() throws IOException {
      output.close();
    }
  }
}
