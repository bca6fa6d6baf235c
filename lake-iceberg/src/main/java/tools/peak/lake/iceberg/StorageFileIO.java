package tools.peak.lake.iceberg;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;
import tools.peak.storage.DigestOutput;
import tools.peak.storage.Input;
import tools.peak.storage.Location;
import tools.peak.storage.Storage;

/** A storage in Iceberg's words. What is written is synced before it is closed. */
@SuppressWarnings("serial") // Iceberg wants it serializable; nobody sends it anywhere
final class StorageFileIO implements FileIO {
  private static final long serialVersionUID = 1L;

  private final transient Storage storage;
  private final transient Map<Location, String> digests;

  StorageFileIO(Storage storage) {
    this(storage, new ConcurrentHashMap<>());
  }

  /** Puts the SHA-256 of what is written, in hexadecimal, into a map that several may use. */
  StorageFileIO(Storage storage, ConcurrentMap<Location, String> digests) {
    this.storage = storage;
    this.digests = digests;
  }

  @Override
  public InputFile newInputFile(String path) {
    return new Source(storage, Location.of(path));
  }

  @Override
  public OutputFile newOutputFile(String path) {
    return new Target(storage, Location.of(path), digests);
  }

  @Override
  public void deleteFile(String path) {
    try {
      storage.delete(Location.of(path));
      digests.remove(Location.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Source(Storage storage, Location file) implements InputFile {
    @Override
    public long getLength() {
      try {
        return storage.size(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public SeekableInputStream newStream() {
      try {
        return new Reading(storage.open(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String location() {
      return file.toString();
    }

    @Override
    public boolean exists() {
      return storage.exists(file);
    }
  }

  private record Target(Storage storage, Location file, Map<Location, String> digests)
      implements OutputFile {
    @Override
    public PositionOutputStream create() {
      try {
        return new Writing(file, new DigestOutput(storage.create(file)), digests);
      } catch (FileAlreadyExistsException e) {
        throw new AlreadyExistsException(e, "%s is there already", file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      try {
        storage.delete(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return create();
    }

    @Override
    public String location() {
      return file.toString();
    }

    @Override
    public InputFile toInputFile() {
      return new Source(storage, file);
    }
  }

  private static final class Reading extends SeekableInputStream {
    private final Input input;
    private long position;

    Reading(Input input) {
      this.input = input;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void seek(long newPosition) throws IOException {
      if (newPosition < 0 || newPosition > input.size()) {
        throw new EOFException("no position " + newPosition);
      }
      position = newPosition;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = input.read(position, into, offset, length);
      position += Math.max(0, read);
      return read;
    }

    @Override
    public void close() throws IOException {
      input.close();
    }
  }

  private static final class Writing extends PositionOutputStream {
    private final Location file;
    private final DigestOutput output;
    private final Map<Location, String> digests;
    private boolean closed;

    Writing(Location file, DigestOutput output, Map<Location, String> digests) {
      this.file = file;
      this.output = output;
      this.digests = digests;
    }

    @Override
    public long getPos() {
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
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        try (output) {
          output.sync();
          digests.put(file, output.digest());
        }
      }
    }
  }
}
