package tools.peak.importers.mlflow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.lake.ingest.RunSource;
import tools.peak.lake.ingest.SourceFormat;

/**
 * MLflow's stores. SQLite's is a file, {@code mlflow.db} by default; in the one of files a run is a
 * folder with a {@code meta.yaml}, below its experiment's.
 *
 * @param isNamed whether the user says so, and the names don't have to
 */
public record MlflowFormat(boolean isNamed) implements SourceFormat {
  static final String NAME = "mlflow";
  static final String META = "meta.yaml";

  private static final String STORE = "mlflow.db";
  private static final Set<String> ENDINGS = Set.of(".db", ".sqlite", ".sqlite3");
  private static final Set<String> ASIDE = Set.of("-journal", "-wal", "-shm");

  /** The folders of a run that are no runs. */
  private static final Set<String> PARTS =
      Set.of("params", "metrics", "tags", "artifacts", "inputs", "outputs", "traces", "models");

  /** Where runs' own files lie, which are no runs either. */
  private static final Set<String> ROOTS = Set.of("mlruns", "mlartifacts");

  /** Told by names, and by what stands in files. */
  public MlflowFormat() {
    this(false);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SourceFormat named() {
    return new MlflowFormat(true);
  }

  @Override
  public boolean mayBe(String fileName) {
    return fileName.equals(META)
        || isDatabase(fileName)
        || ASIDE.stream()
            .anyMatch(
                aside ->
                    fileName.endsWith(aside)
                        && isDatabase(fileName.substring(0, fileName.length() - aside.length())));
  }

  private static boolean isDatabase(String fileName) {
    return !fileName.equals("catalog.db") && ENDINGS.stream().anyMatch(fileName::endsWith);
  }

  @Override
  public Mark file(Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.equals(META)) {
      return switch (StoreFolder.kind(file)) {
        case RUN -> Mark.RUNS;
        case EXPERIMENT -> Mark.PART;
        case NEITHER -> Mark.NONE;
      };
    }
    for (String aside : ASIDE) {
      if (name.endsWith(aside)) {
        Path store = file.resolveSibling(name.substring(0, name.length() - aside.length()));
        return Files.isRegularFile(store) && file(store) == Mark.RUNS ? Mark.PART : Mark.NONE;
      }
    }
    return isNamed || name.equals(STORE) || Database.holdsStore(file) ? Mark.RUNS : Mark.NONE;
  }

  @Override
  public Mark folder(Path folder) {
    String name = String.valueOf(folder.getFileName());
    if (PARTS.contains(name)) {
      Path meta = folder.resolveSibling(META);
      return Files.isRegularFile(meta) && StoreFolder.kind(meta) != StoreFolder.Kind.NEITHER
          ? Mark.PART
          : Mark.NONE;
    }
    // What is deleted in the store of files lies here.
    if (name.equals(".trash")) {
      return Mark.PART;
    }
    return ROOTS.contains(name)
            && Files.isRegularFile(folder.resolveSibling(STORE))
            && !StoreFolder.holdsExperiment(folder)
        ? Mark.PART
        : Mark.NONE;
  }

  @Override
  public RunSource open(Path entry, ReadLimits limits, InstantSource clock) {
    return String.valueOf(entry.getFileName()).equals(META)
        ? new FolderSource(entry, limits)
        : new DatabaseSource(entry, limits);
  }
}
