package tools.peak.storage.object;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Brings the {@link ObjectStore}s of some kinds of address; found by the service loader. */
public interface ObjectStoreProvider {
  /** What addresses begin with, such as {@code s3}. */
  Set<String> schemes();

  /**
   * Opens a store.
   *
   * @param address as people write it, such as {@code s3://bucket/prefix}
   * @param environment where the clouds' own chains look for credentials and endpoints
   * @throws IOException if the address is none, or the cloud can't be asked
   */
  ObjectStore open(String address, Map<String, String> environment) throws IOException;
}
