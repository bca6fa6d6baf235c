package tools.peak.lake.ingest;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.peak.evidence.Problem;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.folder.Reading;
import tools.peak.evidence.mapping.MappedRun;
import tools.peak.evidence.mapping.MappedRuns;
import tools.peak.evidence.mapping.Mapping;
import tools.peak.evidence.mapping.MappingException;

/** The runs that a user's mapping finds below some folders. */
final class MappedRunSource implements RunSource {
  private final MappedRuns runs;

  private MappedRunSource(MappedRuns runs) {
    this.runs = runs;
  }

  /**
   * Files of runs, and folders of them.
   *
   * @throws IOException if one is not there, or the mapping can't be used, saying why
   */
  static MappedRunSource of(List<Path> paths, Path mapping, boolean followLinks, ReadLimits limits)
      throws IOException {
    try {
      return new MappedRunSource(MappedRuns.of(paths, Mapping.read(mapping), followLinks, limits));
    } catch (NoSuchFileException e) {
      throw new IOException("no mapping at " + mapping, e);
    } catch (MappingException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  List<Path> roots() {
    return runs.roots();
  }

  /** Why a search came by so many files and by no run. */
  String whyNone(long files) {
    return runs.whyNone(files);
  }

  @Override
  public String name() {
    return runs.name();
  }

  @Override
  public long find(Visitor visitor) throws InterruptedException {
    return runs.forEach(
        new MappedRuns.Visitor() {
          @Override
          public void run(MappedRun run) throws InterruptedException {
            visitor.item(new MappedItem(run));
          }

          @Override
          public void unreadable(String id, Problem problem) throws InterruptedException {
            visitor.unreadable(id, problem);
          }
        });
  }

  @Override
  public boolean covers(String id) {
    return runs.covers(id);
  }

  @Override
  public boolean isGone(String id) {
    return runs.isGone(id);
  }

  @Override
  public Optional<String> missing() {
    return runs.missing();
  }

  private record MappedItem(MappedRun run) implements Item {
    @Override
    public String id() {
      return run.id();
    }

    @Override
    public Fingerprint fingerprint() {
      return run.fingerprint();
    }

    @Override
    public long weight() {
      return run.weight();
    }

    @Override
    public boolean isComplete(Instant now, Duration settle) {
      return run.isComplete(now, settle);
    }

    @Override
    public Optional<Reading> read() {
      return run.read();
    }

    @Override
    public Optional<Item> look() {
      return run.look().map(MappedItem::new);
    }
  }
}
