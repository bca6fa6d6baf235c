package tools.peak.importers.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.artifact.EvidenceFiles;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.lake.ingest.RunSource;
import tools.peak.lake.ingest.SourceFormat;

/**
 * Folders with a {@code meta.json}: {@code artifacts/research/ID} and {@code artifacts/live_ops/ID}
 * with {@code results/}, and {@code live_runs/ID} with the {@code events} of a session. Another
 * name of the folder above is known by the events.
 *
 * @param isNamed whether the user says so, and the names don't have to
 */
public record StackFormat(boolean isNamed) implements SourceFormat {
  static final String NAME = "stack";
  static final String META = "meta.json";
  static final Set<String> EVENTS = Set.of("events.parquet", "events.csv");

  private static final String ARTIFACTS = "artifacts";
  private static final Set<String> OF_ARTIFACTS = Set.of("research", "live_ops");
  private static final String LIVE = "live_runs";

  /** Told by the names of folders. */
  public StackFormat() {
    this(false);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SourceFormat named() {
    return new StackFormat(true);
  }

  @Override
  public boolean mayBe(String fileName) {
    return fileName.equals(META) || EVENTS.contains(fileName);
  }

  @Override
  public Mark file(Path file) {
    boolean isMeta = String.valueOf(file.getFileName()).equals(META);
    if (!Files.isRegularFile(file.resolveSibling(META)) || isOurs(file.resolveSibling("."))) {
      return Mark.NONE;
    }
    if (!isMeta) {
      return Mark.PART;
    }
    return isNamed
            || EVENTS.stream().anyMatch(name -> Files.isRegularFile(file.resolveSibling(name)))
        ? Mark.RUNS
        : Mark.NONE;
  }

  @Override
  public Mark folder(Path folder) {
    return (isNamed || isPlace(folder.getParent()))
            && Files.isRegularFile(folder.resolve(META))
            && !isOurs(folder)
        ? Mark.RUNS
        : Mark.NONE;
  }

  private static boolean isOurs(Path folder) {
    return Files.exists(folder.resolve(EvidenceFiles.SNAPSHOT));
  }

  /** Whether runs lie in the folder by its name. */
  private static boolean isPlace(@Nullable Path folder) {
    if (folder == null || folder.getFileName() == null) {
      return false;
    }
    String name = String.valueOf(folder.getFileName());
    Path above = folder.getParent();
    return name.equals(LIVE)
        || (OF_ARTIFACTS.contains(name)
            && above != null
            && String.valueOf(above.getFileName()).equals(ARTIFACTS));
  }

  /** The stage of what lies there: research, or live. */
  static String stage(Path folder, boolean hasEvents) {
    Path above = folder.getParent();
    return switch (above == null ? "" : String.valueOf(above.getFileName())) {
      case "research" -> "research";
      case "live_ops", LIVE -> "live";
      default -> hasEvents ? "live" : "research";
    };
  }

  @Override
  public RunSource open(Path entry, ReadLimits limits, InstantSource clock) {
    Path parent = entry.getParent();
    boolean isFile = parent != null && mayBe(String.valueOf(entry.getFileName()));
    return new StackSource(isFile && parent != null ? parent : entry, limits);
  }
}
