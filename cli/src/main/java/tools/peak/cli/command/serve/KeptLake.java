package tools.peak.cli.command.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.command.Lakes;
import tools.peak.lake.Lake;

/**
 * A lake that stays open from question to question, as long as it is the one that lies there: a
 * folder that was moved away, or made anew, is opened again, and refused as it would be.
 */
final class KeptLake implements Lakes, AutoCloseable {
  private static final String CATALOG = "catalog.db";

  private @Nullable Kept kept;

  private record Kept(Lake lake, Path folder, @Nullable Object identity) {}

  @Override
  public Opened open(Path folder) {
    Path absolute = folder.toAbsolutePath();
    Object identity = identity(absolute);
    Kept known = kept;
    if (known == null
        || identity == null
        || !known.folder().equals(absolute)
        || !Objects.equals(known.identity(), identity)) {
      close();
      known = new Kept(Lake.open(folder), absolute, identity(absolute));
      kept = known;
    }
    return new Opened(known.lake(), () -> {});
  }

  /** What the file system knows the catalog by; null where there is none. */
  private static @Nullable Object identity(Path folder) {
    try {
      return Files.readAttributes(folder.resolve(CATALOG), BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return null; // whoever opens it says what is wrong
    }
  }

  @Override
  public void close() {
    if (kept != null) {
      kept.lake().close();
      kept = null;
    }
  }
}
