package tools.peak.importers.lean;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.importers.EntrySource;
import tools.peak.importers.OtherFile;

/** The one run of a result. */
final class LeanSource extends EntrySource {
  /** What the command line of LEAN leaves beside a result. */
  static final String CONFIG = "config";

  private final ReadLimits limits;

  LeanSource(Path entry, ReadLimits limits) {
    super(entry);
    this.limits = limits;
  }

  @Override
  public long find(Visitor visitor) throws InterruptedException {
    Optional<OtherFile> run =
        OtherFile.of(
            entry().toString(),
            Objects.requireNonNull(entry().getParent()),
            List.of(String.valueOf(entry().getFileName()), CONFIG),
            limits,
            (file, budget) -> new LeanRun(file, entry(), budget).reading());
    if (run.isPresent()) {
      visitor.item(run.get());
    }
    return 0;
  }

  @Override
  public boolean isGone(String id) {
    return Files.notExists(entry());
  }
}
