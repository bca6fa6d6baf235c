package tools.peak.storage.object;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the store that an address names: a cloud's classes are loaded where a cloud is named. */
public final class ObjectStores {
  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+):/.*");
  private static final String FILE = "file";

  private ObjectStores() {}

  /**
   * Opens a store; nothing is made yet.
   *
   * @param address a folder's path, or such as {@code s3://bucket/prefix}
   * @throws IOException if nobody knows such addresses, or the cloud can't be asked
   */
  public static ObjectStore open(String address, Map<String, String> environment)
      throws IOException {
    Matcher scheme = SCHEME.matcher(address);
    if (!scheme.matches() || scheme.group(1).equalsIgnoreCase(FILE)) {
      return new FolderObjects(folder(address));
    }
    for (ObjectStoreProvider provider :
        ServiceLoader.load(ObjectStoreProvider.class, ObjectStores.class.getClassLoader())) {
      if (provider.schemes().contains(scheme.group(1))) {
        return provider.open(address, environment);
      }
    }
    throw new IOException(
        address + ": no place that Peak knows: a folder, s3://bucket/prefix or gs://bucket/prefix");
  }

  private static Path folder(String address) throws IOException {
    if (address.isEmpty()) {
      throw new IOException("'' names no folder");
    }
    return Path.of(address.replaceFirst("(?i)^file:(//(localhost)?(?=/))?", ""));
  }
}
