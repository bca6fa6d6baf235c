package tools.peak.lake.backup;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;

/** The manifests of a backup, one a version, named by its number. */
record Manifests(ObjectStore store) {
  private static final String PREFIX = "manifests/";
  private static final String SUFFIX = ".json";

  static String name(long version) {
    return String.format(Locale.ROOT, "%s%012d%s", PREFIX, version, SUFFIX);
  }

  /** The objects' names, oldest version first. */
  SortedSet<String> names() throws IOException {
    SortedSet<String> names = new TreeSet<>();
    for (String name : store.list(PREFIX).keySet()) {
      if (name.endsWith(SUFFIX)) {
        names.add(name);
      }
    }
    return names;
  }

  /** Empty if it is damaged. */
  Optional<Manifest> tryRead(String name) throws IOException {
    try (InputStream in = store.read(name)) {
      return Manifest.read(in.readAllBytes());
    }
  }

  Manifest read(String name) throws IOException {
    return tryRead(name)
        .orElseThrow(
            () ->
                new LakeException(
                    Code.IO,
                    "%s in %s is damaged: peak backup verify names all that is; go on in a new place"
                        .formatted(name, store.name())));
  }

  /**
   * All of them, oldest first.
   *
   * @throws LakeException if one is damaged
   */
  List<Manifest> all() throws IOException {
    List<Manifest> all = new ArrayList<>();
    for (String name : names()) {
      all.add(read(name));
    }
    return all;
  }

  /** The newest; empty where nothing was backed up yet. */
  Optional<Manifest> newest() throws IOException {
    SortedSet<String> names = names();
    return names.isEmpty() ? Optional.empty() : Optional.of(read(names.last()));
  }
}
