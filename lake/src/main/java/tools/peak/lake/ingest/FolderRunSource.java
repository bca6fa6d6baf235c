package tools.peak.lake.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import tools.peak.evidence.Problem;
import tools.peak.evidence.artifact.RunLayout;
import tools.peak.evidence.folder.EvidenceReader;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.folder.Reading;
import tools.peak.evidence.folder.RunFolder;

/** The runs at and below some paths: run folders, and what other tools left. */
final class FolderRunSource implements RunSource {
  private final RunSearch search;
  private final ReadLimits limits;
  private final InstantSource clock;
  private final Queue<EvidenceReader> idleReaders = new ConcurrentLinkedQueue<>();
  private final Queue<Path> unreadable = new ConcurrentLinkedQueue<>();

  private FolderRunSource(RunSearch search, ReadLimits limits, InstantSource clock) {
    this.search = search;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Run folders, files and folders of other tools, and folders of them.
   *
   * @throws IOException if one is not there, or can't hold runs, saying which; also if the choice
   *     can't be made
   */
  static FolderRunSource of(
      List<Path> roots,
      SourceChoice choice,
      boolean followLinks,
      ReadLimits limits,
      InstantSource clock)
      throws IOException {
    return new FolderRunSource(RunSearch.of(roots, choice, followLinks), limits, clock);
  }

  @Override
  public String name() {
    return search.roots().stream().map(Path::toString).collect(Collectors.joining("\n"));
  }

  @Override
  public long find(Visitor visitor) throws InterruptedException {
    return search.forEach(
        new RunSearch.Finder() {
          @Override
          public void folder(RunFolder folder) throws InterruptedException {
            visitor.item(new FolderItem(folder));
          }

          @Override
          public void other(SourceFormat format, Path entry) throws InterruptedException {
            var _ = format.open(entry, limits, clock).find(visitor);
          }

          @Override
          public void unreadable(Path path, Problem problem) throws InterruptedException {
            unreadable.add(path);
            visitor.unreadable(path.toString(), problem);
          }

          @Override
          public void passedOver(Path folder, List<String> names) {}
        });
  }

  @Override
  public boolean covers(String id) {
    Path path = Path.of(id);
    return search.roots().stream().anyMatch(path::startsWith)
        && unreadable.stream().noneMatch(path::startsWith)
        && !isOfMapping(path);
  }

  /** Whether it is, or is a part of, a file that no form knows: a mapping has found it. */
  private boolean isOfMapping(Path path) {
    Path entry = path;
    while (entry != null && Files.notExists(entry)) {
      entry = entry.getParent();
    }
    return entry != null && Files.isRegularFile(entry) && search.formats().at(entry) == null;
  }

  @Override
  public boolean isGone(String id) {
    Path path = Path.of(id);
    if (!path.isAbsolute()
        || RunLayout.MARKS.stream().anyMatch(name -> !Files.notExists(path.resolve(name)))) {
      return false;
    }
    Path entry = path; // what there is of the path: the item itself, or what it is a part of
    while (entry != null && Files.notExists(entry)) {
      entry = entry.getParent();
    }
    if (entry == null || (!entry.equals(path) && Files.isDirectory(entry))) {
      return true;
    }
    SourceFormats.Marked marked = search.formats().at(entry);
    if (marked != null && marked.holdsRuns()) {
      return marked.format().open(entry, limits, clock).isGone(id);
    }
    return Files.isDirectory(entry);
  }

  @Override
  public Optional<String> missing() {
    return search.roots().stream().filter(Files::notExists).map(Path::toString).findFirst();
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
        return Optional.ofNullable(search.look(folder.path())).map(FolderItem::new);
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }
}
