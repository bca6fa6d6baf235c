package tools.peak.lake.words;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.LakeException;
import tools.peak.storage.local.AtomicFile;

/**
 * The names of metrics, parameters and strategies that runs had when they were loaded, in a small
 * file of the lake's cache. Nothing rests on it: it may be gone, or have names that no run has any
 * more.
 */
public final class KnownWords {
  /** More are of no use to anybody who is typing. */
  private static final int MOST = 20_000;

  private static final int LONGEST = 200;
  private static final long MOST_BYTES = 16L << 20;

  private final Path file;

  /**
   * @param cache the lake's cache folder, which need not be there
   */
  public KnownWords(Path cache) {
    this.file = cache.resolve("words");
  }

  /** What a word names. */
  public enum Kind {
    METRIC,
    PARAM,
    STRATEGY
  }

  /** All words by kind; empty where they can't be read. */
  public Map<Kind, NavigableSet<String>> all() {
    Map<Kind, NavigableSet<String>> words = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      words.put(kind, new TreeSet<>());
    }
    try {
      if (Files.size(file) <= MOST_BYTES) {
        for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n", -1)) {
          read(line, words);
        }
      }
    } catch (IOException | SecurityException e) {
      // No words are none that anybody could type.
    }
    return words;
  }

  private static void read(String line, Map<Kind, NavigableSet<String>> words) {
    for (Kind kind : Kind.values()) {
      if (line.startsWith(kind + " ")) {
        boolean _ = of(words, kind).add(line.substring(kind.name().length() + 1));
      }
    }
  }

  private static NavigableSet<String> of(Map<Kind, NavigableSet<String>> words, Kind kind) {
    return Objects.requireNonNull(words.get(kind));
  }

  /** Adds words to those that are known. What can't be written is left. */
  public void add(Map<Kind, ? extends Collection<String>> more) {
    Map<Kind, NavigableSet<String>> words = all();
    boolean[] isNew = {false};
    more.forEach(
        (kind, names) ->
            names.stream()
                .filter(KnownWords::canBeTyped)
                .limit(MOST)
                .forEach(name -> isNew[0] |= of(words, kind).add(name)));
    if (isNew[0]) {
      write(words);
    }
  }

  /** Puts the words of a kind in the place of those that were known. */
  public void replace(Kind kind, Collection<String> names) {
    Map<Kind, NavigableSet<String>> words = all();
    NavigableSet<String> now =
        names.stream()
            .filter(KnownWords::canBeTyped)
            .limit(MOST)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!now.equals(words.put(kind, now))) {
      write(words);
    }
  }

  /**
   * Forgets them all: runs that are gone for good may have had names of their own.
   *
   * @throws LakeException if the file can't be deleted
   */
  public void forget() {
    try {
      boolean _ = Files.deleteIfExists(file);
    } catch (IOException e) {
      throw DiskFailure.of("forgetting the names of runs", e);
    }
  }

  private void write(Map<Kind, NavigableSet<String>> words) {
    StringBuilder text = new StringBuilder();
    words.forEach(
        (kind, names) ->
            names.stream()
                .limit(MOST)
                .forEach(name -> text.append(kind).append(' ').append(name).append('\n')));
    try {
      Path _ = Files.createDirectories(Objects.requireNonNull(file.getParent()));
      AtomicFile.write(file, text.toString());
    } catch (IOException | SecurityException e) {
      // They are known again when the next run is loaded.
    }
  }

  /** Of one line, without what a terminal would obey. */
  static boolean canBeTyped(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST
        && name.codePoints()
            .noneMatch(
                point ->
                    Character.isISOControl(point)
                        || Character.getType(point) == Character.SURROGATE
                        || Character.getType(point) == Character.LINE_SEPARATOR
                        || Character.getType(point) == Character.PARAGRAPH_SEPARATOR);
  }
}
