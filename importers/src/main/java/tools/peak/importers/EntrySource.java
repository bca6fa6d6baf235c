package tools.peak.importers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import tools.peak.lake.ingest.RunSource;

/** The runs of one file or folder of another tool; their ids are paths at or below it. */
public abstract class EntrySource implements RunSource {
  private final Path entry;

  protected EntrySource(Path entry) {
    this.entry = entry;
  }

  public final Path entry() {
    return entry;
  }

  /** The id of a run of that name. */
  public final String id(String name) {
    return id(entry, name);
  }

  /**
   * The id of a run of that name in a file: a path, whatever the name is. What could not be a
   * path's last part is written as {@code %} and hexadecimal digits.
   */
  public static String id(Path entry, String name) {
    return entry + "/" + (isPlain(name) ? name : encoded(name));
  }

  private static boolean isPlain(String name) {
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.chars().anyMatch(c -> c < ' ' || c == '/' || c == '\\' || c == '%')) {
      return false;
    }
    try {
      var _ = Path.of(name);
      return true;
    } catch (InvalidPathException e) {
      return false; // not in this machine's encoding of names
    }
  }

  private static String encoded(String name) {
    StringBuilder plain = new StringBuilder("%");
    for (byte each : name.getBytes(UTF_8)) {
      char c = (char) (each & 0xFF);
      if (c > ' ' && c < 0x7F && "/\\%".indexOf(c) < 0) {
        plain.append(c);
      } else {
        plain.append(String.format(Locale.ROOT, "%%%02x", (int) c));
      }
    }
    return plain.toString();
  }

  @Override
  public final String name() {
    return entry.toString();
  }

  @Override
  public final boolean covers(String id) {
    return Path.of(id).startsWith(entry);
  }

  @Override
  public final Optional<String> missing() {
    return Files.notExists(entry) ? Optional.of(entry.toString()) : Optional.empty();
  }
}
