package tools.peak.importers.mlflow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.importers.EntrySource;

/** A run of the store of files: the folder of a {@code meta.yaml}. */
final class FolderSource extends EntrySource {
  private final ReadLimits limits;

  FolderSource(Path meta, ReadLimits limits) {
    super(Objects.requireNonNull(meta.getParent()));
    this.limits = limits;
  }

  @Override
  public long find(Visitor visitor) throws InterruptedException {
    Optional<FolderRun> run = FolderRun.look(entry(), limits);
    if (run.isPresent()) {
      visitor.item(run.get());
    }
    return 0;
  }

  @Override
  public boolean isGone(String id) {
    return Files.notExists(entry().resolve(MlflowFormat.META));
  }
}
