package tools.peak.storage.object;

import java.util.Set;

/** What may be the name of an object. */
public final class ObjectName {
  private static final Set<String> NO_PARTS = Set.of("", ".", "..");

  private ObjectName() {}

  /** Whether it is plain: no name leads out of the store, and no two name one object. */
  public static boolean isPlain(String name) {
    for (String part : name.split("/", -1)) {
      if (NO_PARTS.contains(part)) {
        return false;
      }
    }
    return name.indexOf('\0') < 0;
  }

  /**
   * The name, if it is plain.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static String require(String name) {
    if (!isPlain(name)) {
      throw new IllegalArgumentException("'" + name + "' is no name of an object");
    }
    return name;
  }
}
