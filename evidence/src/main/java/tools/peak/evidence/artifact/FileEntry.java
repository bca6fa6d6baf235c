package tools.peak.evidence.artifact;

/**
 * A file as the walk saw it: what one stat says.
 *
 * @param name its name within the folder
 * @param size bytes; of a link that may be followed, its target's
 * @param mtimeNanos last change, nanoseconds since the epoch, as fine as the file system keeps it
 */
public record FileEntry(String name, long size, long mtimeNanos, Kind kind) {

  /** What stands behind the name. */
  public enum Kind {
    /** A regular file. */
    FILE,
    /** A symbolic link to a regular file within the scanned tree. */
    LINK,
    /** A symbolic link to a regular file outside of the scanned tree: never followed. */
    LEAVING_LINK,
    /** A known artifact's name on a symbolic link that leads to no file. */
    DEAD_LINK,
    /** A known artifact's name on a folder, as writers of parts make them. */
    FOLDER,
    /** A known artifact's name on something that is no file, or a file that can't be looked at. */
    UNREADABLE
  }

  /** A folder where a file should be. */
  public static FileEntry folder(String name) {
    return new FileEntry(name, 0, 0, Kind.FOLDER);
  }

  /** An entry of which nothing is known but that it can't be read. */
  public static FileEntry unreadable(String name) {
    return new FileEntry(name, 0, 0, Kind.UNREADABLE);
  }
}
