package tools.peak.storage;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a file or a folder is. Programs write the same place in many ways ({@code file:/a}, {@code
 * file:///a}, {@code /a/}, {@code //a}): two locations are equal if they name one place.
 *
 * <p>What follows the scheme is taken as it stands: table formats don't encode their locations, so
 * a percent sign is one.
 */
public final class Location implements Comparable<Location> {
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:/");
  private static final Pattern FILE =
      Pattern.compile("(?i)file:(?:///*(?=/)|//localhost(?=/)|(?=/(?!/)))");
  private static final Pattern NEEDLESS = Pattern.compile("/(\\.?/)+");

  private final String path;

  private Location(String path) {
    this.path = path;
  }

  /**
   * The location that a text names.
   *
   * @throws IllegalArgumentException if it is relative, or of no disk of this machine
   */
  public static Location of(String text) {
    Matcher scheme = FILE.matcher(text);
    String path = scheme.lookingAt() ? text.substring(scheme.end()) : text;
    if (SCHEME.matcher(path).lookingAt()) {
      throw new IllegalArgumentException(text + " is no file of this machine");
    }
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(text + " is no absolute location");
    }
    String plain = NEEDLESS.matcher(path).replaceAll("/");
    if (plain.endsWith("/.")) {
      plain = plain.substring(0, plain.length() - 1);
    }
    return new Location(
        plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain);
  }

  /** Where a path leads, made absolute. */
  public static Location of(Path path) {
    return of(path.toAbsolutePath().toString());
  }

  /** What lies below: a name, or several parted by slashes. */
  public Location resolve(String below) {
    return of(path + "/" + below);
  }

  /** The folder that holds it; the root's is itself. */
  public Location parent() {
    int slash = path.lastIndexOf('/');
    return new Location(slash <= 0 ? "/" : path.substring(0, slash));
  }

  /** The last of its names; empty for the root. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Whether it lies in a folder, at any depth. */
  public boolean isBelow(Location folder) {
    return !equals(folder) && path.startsWith(folder.path.equals("/") ? "/" : folder.path + "/");
  }

  @Override
  public int compareTo(Location other) {
    return path.compareTo(other.path);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Location location && path.equals(location.path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  /** The absolute path. */
  @Override
  public String toString() {
    return path;
  }
}
