package tools.peak.lake.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import tools.peak.evidence.Problem;
import tools.peak.evidence.artifact.RunLayout;
import tools.peak.evidence.folder.EvidenceReader;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.evidence.folder.FolderWalk;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.folder.Reading;
import tools.peak.evidence.folder.RunFolder;

/** The run folders below some roots. */
final class FolderRunSource implements RunSource {
  private final List<Path> roots;
  private final FolderWalk walk;
  private final ReadLimits limits;
  private final InstantSource clock;
  private final Queue<EvidenceReader> idleReaders = new ConcurrentLinkedQueue<>();
  private final Queue<Path> unreadable = new ConcurrentLinkedQueue<>();

  private FolderRunSource(
      List<Path> roots, FolderWalk walk, ReadLimits limits, InstantSource clock) {
    this.roots = roots;
    this.walk = walk;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Run folders, and folders of them.
   *
   * @throws IOException if one is not there or is no folder, saying which
   */
  static FolderRunSource of(
      List<Path> roots, boolean followLinks, ReadLimits limits, InstantSource clock)
      throws IOException {
    FolderWalk walk = followLinks ? FolderWalk.followingLinks(roots) : FolderWalk.of(roots);
    List<Path> real = new ArrayList<>();
    for (Path root : roots) {
      real.add(root.toRealPath());
    }
    return new FolderRunSource(List.copyOf(real), walk, limits, clock);
  }

  @Override
  public String name() {
    return roots.stream().map(Path::toString).collect(Collectors.joining("\n"));
  }

  @Override
  public long find(Visitor visitor) throws InterruptedException {
    return walk.forEach(
        new FolderWalk.Visitor() {
          @Override
          public void folder(RunFolder folder) throws InterruptedException {
            visitor.item(new FolderItem(folder));
          }

          @Override
          public void unreadable(Path path, Problem problem) throws InterruptedException {
            unreadable.add(path);
            visitor.unreadable(path.toString(), problem);
          }
        });
  }

  @Override
  public boolean covers(String id) {
    Path path = Path.of(id);
    return roots.stream().anyMatch(path::startsWith)
        && unreadable.stream().noneMatch(path::startsWith);
  }

  @Override
  public boolean isGone(String id) {
    Path path = Path.of(id);
    return path.isAbsolute()
        && RunLayout.MARKS.stream().allMatch(name -> Files.notExists(path.resolve(name)));
  }

  @Override
  public Optional<String> missing() {
    return roots.stream().filter(Files::notExists).map(Path::toString).findFirst();
  }

  private final class FolderItem implements Item {
    private final RunFolder folder;

    FolderItem(RunFolder folder) {
      this.folder = folder;
    }

    @Override
    public String id() {
      return folder.path().toString();
    }

    @Override
    public Fingerprint fingerprint() {
      return folder.fingerprint();
    }

    @Override
    public long weight() {
      return folder.bytes();
    }

    @Override
    public boolean isComplete(Instant now, Duration settle) {
      return folder.isComplete(now, settle);
    }

    @Override
    public Optional<Reading> read() {
      EvidenceReader idle = idleReaders.poll();
      EvidenceReader reader = idle == null ? new EvidenceReader(limits, clock) : idle;
      Reading reading = reader.read(folder);
      idleReaders.add(reader); // one that failed is not used again
      boolean isSame =
          look().map(Item::fingerprint).filter(folder.fingerprint()::equals).isPresent();
      return isSame ? Optional.of(reading) : Optional.empty();
    }

    @Override
    public Optional<Item> look() {
      try {
        return Optional.ofNullable(walk.look(folder.path())).map(FolderItem::new);
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }
}
