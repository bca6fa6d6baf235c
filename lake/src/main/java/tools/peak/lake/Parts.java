package tools.peak.lake;

import java.util.List;
import java.util.ServiceLoader;

/**
 * Finds what a lake is put together of: whoever builds on Peak gets all of it with one artifact.
 */
final class Parts {
  private Parts() {}

  /** The one part of a kind that is on the class path. */
  static <P> P of(Class<P> kind) {
    List<P> found =
        ServiceLoader.load(kind, Lake.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    if (found.size() != 1) {
      throw new IllegalStateException(
          (found.isEmpty() ? "no " : "more than one ")
              + kind.getSimpleName()
              + " on the class path: depend on tools.peak:peak-lake, which brings one of each");
    }
    return found.getFirst();
  }
}
