package tools.peak.lake.upkeep;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * All that may ever be deleted as nobody's: an entry a kind of file, by where it lies below a
 * table's folder. A file of no kind stays, whatever it is.
 */
public enum OrphanKind {
  /** Rows. */
  DATA("data/(?:.+/)?[^/]+\\.parquet"),
  /** A table's metadata at some version. */
  METADATA(Pre.METADATA + "\\d{5,}-" + Pre.UUID + "(?:\\.gz)?\\.metadata\\.json"),
  /** Which manifests a snapshot has. */
  MANIFEST_LIST(Pre.METADATA + "snap-\\d+-\\d+-" + Pre.UUID + "\\.avro"),
  /** Which files there are. */
  MANIFEST(Pre.METADATA + Pre.UUID + "-m\\d+\\.avro"),
  /** What another program found out about a table: Puffin. */
  STATISTICS("metadata/[^/]+\\.(?:stats|puffin)");

  private static final class Pre {
    /** A relocation writes all metadata anew, into a folder of its own. */
    static final String METADATA = "metadata/(?:moved-[0-9a-f]{8}/)?";

    static final String UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  }

  private final Pattern path;

  OrphanKind(String path) {
    this.path = Pattern.compile(path);
  }

  /**
   * The kind of a file; empty for what is never deleted.
   *
   * @param path its path below the table's folder, with slashes
   */
  static Optional<OrphanKind> of(String path) {
    return Arrays.stream(values()).filter(kind -> kind.path.matcher(path).matches()).findFirst();
  }
}
