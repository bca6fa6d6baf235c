package tools.peak.storage.cloud;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.apache.opendal.Entry;
import org.apache.opendal.ListOptions;
import org.apache.opendal.OpenDALException;
import org.apache.opendal.Operator;
import org.apache.opendal.WriteOptions;
import org.jspecify.annotations.Nullable;
import tools.peak.storage.object.ObjectName;
import tools.peak.storage.object.ObjectStore;

/**
 * Objects of a bucket. What fails for a moment is tried again; an object appears when it is whole.
 */
final class CloudObjects implements ObjectStore {
  private static final int AT_ONCE = 8;

  private static final int MIB = 1 << 20;
  private static final int PART = 16 * MIB;

  /** Of the heap, objects and parts that are on their way may take this. */
  private static final int MIB_ON_THEIR_WAY = 160;

  /** With it Google's servers are told the condition too that an object must be new. */
  private static final String BYTES = "application/octet-stream";

  private final CloudAddress address;
  private final Operator bucket;
  private final int largestWhole;
  private final boolean isEscaped;
  private final Semaphore room = new Semaphore(MIB_ON_THEIR_WAY);

  /**
   * Objects of a bucket.
   *
   * @param largestWhole how many bytes go at once; what is larger goes in parts, one by one
   * @param isEscaped whether names are stored as {@link EscapedName}s
   */
  private CloudObjects(CloudAddress address, Operator bucket, int largestWhole, boolean isEscaped) {
    this.address = address;
    this.bucket = bucket;
    this.largestWhole = largestWhole;
    this.isEscaped = isEscaped;
  }

  static CloudObjects ofS3(CloudAddress address, Operator bucket) {
    return new CloudObjects(address, bucket, PART, false);
  }

  /** Parts are another protocol there, of which less is known: all that fits goes whole. */
  static CloudObjects ofGoogle(CloudAddress address, Operator bucket) {
    return new CloudObjects(address, bucket, MIB_ON_THEIR_WAY * MIB, true);
  }

  private String stored(String name) {
    return isEscaped ? EscapedName.of(name) : name;
  }

  @Override
  public String address() {
    return address.toString();
  }

  @Override
  public int atOnce() {
    return AT_ONCE;
  }

  @Override
  public void put(String name, long bytes, Content content) throws IOException {
    String object = stored(ObjectName.require(name));
    int needed = (int) Math.min(bytes <= largestWhole ? bytes : PART, PART * 10L) / MIB + 1;
    int taken = Math.min(needed, MIB_ON_THEIR_WAY);
    try {
      room.acquire(taken);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    }
    try {
      if (bytes <= largestWhole) {
        Exactly all = new Exactly((int) bytes);
        content.writeTo(all);
        bucket.write(object, all.bytes(), WriteOptions.builder().contentType(BYTES).build());
      } else {
        inParts(object, content);
      }
    } catch (OpenDALException e) {
      throw CloudFailure.of(address, name, e);
    } finally {
      room.release(taken);
    }
  }

  /**
   * What was begun and not closed is no object. It is not closed where the content fails: closing
   * would make an object of what there is.
   */
  @SuppressWarnings("resource")
  private void inParts(String object, Content content) throws IOException {
    OutputStream out = bucket.createOutputStream(object, PART);
    content.writeTo(out);
    out.close();
  }

  @Override
  public boolean putNew(String name, byte[] content) throws IOException {
    try {
      bucket.write(
          stored(ObjectName.require(name)),
          content,
          WriteOptions.builder().contentType(BYTES).ifNotExists(true).build());
      return true;
    } catch (OpenDALException e) {
      return switch (e.getCode()) {
        // An answer may be lost after the object was stored: then it was this one.
        case ConditionNotMatch, AlreadyExists -> Arrays.equals(content, read(name));
        case Unexpected,
            Unsupported,
            ConfigInvalid,
            NotFound,
            PermissionDenied,
            IsADirectory,
            NotADirectory,
            RateLimited,
            IsSameFile,
            RangeNotSatisfied ->
            throw CloudFailure.of(address, name, e);
      };
    }
  }

  private byte[] read(String name) throws IOException {
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    }
  }

  @Override
  public InputStream open(String name) throws IOException {
    Long size = size(name);
    if (size == null) {
      throw new NoSuchFileException(name);
    }
    return new CloudInput((from, length) -> read(name, from, length), size);
  }

  private byte[] read(String name, long from, long length) throws IOException {
    try {
      return bucket.read(stored(name), from, length);
    } catch (OpenDALException e) {
      throw CloudFailure.of(address, name, e);
    }
  }

  @Override
  public @Nullable Long size(String name) throws IOException {
    try {
      return bucket.stat(stored(ObjectName.require(name))).getContentLength();
    } catch (OpenDALException e) {
      if (e.getCode() == OpenDALException.Code.NotFound) {
        return null;
      }
      throw CloudFailure.of(address, name, e);
    }
  }

  @Override
  public SortedMap<String, Long> list(String prefix) throws IOException {
    SortedMap<String, Long> objects = new TreeMap<>();
    try {
      ListOptions all = ListOptions.builder().recursive(true).build();
      for (Entry entry : bucket.list(stored(prefix), all)) {
        String name = isEscaped ? EscapedName.back(entry.getPath()) : entry.getPath();
        if (entry.getMetadata().isFile() && name.startsWith(prefix)) {
          objects.put(name, entry.getMetadata().getContentLength());
        }
      }
    } catch (OpenDALException e) {
      if (e.getCode() != OpenDALException.Code.NotFound) {
        throw CloudFailure.of(address, prefix, e);
      }
      throw new IOException("no such bucket: make it first", e);
    }
    return objects;
  }

  @Override
  public void delete(String name) throws IOException {
    try {
      bucket.delete(stored(ObjectName.require(name)));
    } catch (OpenDALException e) {
      throw CloudFailure.of(address, name, e);
    }
  }

  @Override
  public boolean lastsAtOnce() {
    return true;
  }

  /** A cloud answers when an object lasts. */
  @Override
  public void sync() {}

  /** Parts of an upload that was cut short are no objects: a rule of the bucket takes them. */
  @Override
  public void deleteLeftOvers() {}

  @Override
  public void close() {
    bucket.close();
  }
}
