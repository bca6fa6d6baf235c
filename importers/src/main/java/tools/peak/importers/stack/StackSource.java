package tools.peak.importers.stack;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.peak.evidence.Problem;
import tools.peak.evidence.folder.ReadFailures;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.importers.EntrySource;
import tools.peak.importers.OtherFile;

/** One run: a folder with a {@code meta.json}. */
final class StackSource extends EntrySource {
  static final String RESULTS = "results";

  /** A folder of results that holds more is read no further. */
  private static final int MAX_RESULTS = 10_000;

  private final ReadLimits limits;

  StackSource(Path folder, ReadLimits limits) {
    super(folder);
    this.limits = limits;
  }

  @Override
  public long find(Visitor visitor) throws InterruptedException {
    List<String> names = new ArrayList<>(List.of(StackFormat.META));
    names.addAll(StackFormat.EVENTS);
    try {
      addResults(names);
    } catch (IOException | DirectoryIteratorException e) {
      visitor.unreadable(
          entry().toString(), new Problem.Unreadable(RESULTS, ReadFailures.reason(e)));
      return 0;
    }
    Optional<OtherFile> run =
        OtherFile.of(
            entry().toString(),
            entry(),
            names,
            limits,
            (file, budget) -> new StackRun(file, budget).reading());
    if (run.isPresent()) {
      visitor.item(run.get());
    }
    return 0;
  }

  private void addResults(List<String> names) throws IOException {
    Path results = entry().resolve(RESULTS);
    if (!Files.isDirectory(results, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(results)) {
      for (Path file : files) {
        if (names.size() < MAX_RESULTS
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && file.toString().indexOf('\uFFFD') < 0) {
          names.add(RESULTS + "/" + file.getFileName());
        }
      }
    }
  }

  @Override
  public boolean isGone(String id) {
    return Files.notExists(entry().resolve(StackFormat.META));
  }
}
