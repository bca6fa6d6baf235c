package tools.peak.importers;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.artifact.FileEntry;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.evidence.folder.ReadFailures;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.folder.Reading;
import tools.peak.evidence.folder.RunFolder;
import tools.peak.lake.ingest.RunSource;

/**
 * A run that stands in files of another tool: known again by their sizes and times, read by that
 * tool's reader.
 */
public final class OtherFile implements RunSource.Item {
  private final String id;
  private final Path folder;
  private final List<String> names;
  private final RunFolder files;
  private final ReadLimits limits;
  private final Reader reader;

  /** Reads the run. */
  public interface Reader {
    /**
     * The run, or why it is none.
     *
     * @throws IOException if a file can't be read
     * @throws Refusal if it can't be taken
     */
    Reading read(OtherFile file, Budget budget) throws IOException, Refusal;
  }

  private OtherFile(
      String id,
      Path folder,
      List<String> names,
      List<FileEntry> entries,
      ReadLimits limits,
      Reader reader) {
    this.id = id;
    this.folder = folder;
    this.names = names;
    this.files = new RunFolder(folder, entries);
    this.limits = limits;
    this.reader = reader;
  }

  /**
   * A run as it lies there.
   *
   * @param names files in the folder: the first must be there, the others may
   * @return empty if the first is gone
   */
  public static Optional<OtherFile> of(
      String id, Path folder, List<String> names, ReadLimits limits, Reader reader) {
    List<FileEntry> entries = new ArrayList<>();
    for (String name : names) {
      FileEntry entry = entry(folder, name);
      if (entry != null) {
        entries.add(entry);
      } else if (entries.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(new OtherFile(id, folder, List.copyOf(names), entries, limits, reader));
  }

  private static @Nullable FileEntry entry(Path folder, String name) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(
              folder.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile()
          ? new FileEntry(
              name,
              attributes.size(),
              attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
              FileEntry.Kind.FILE)
          : null;
    } catch (IOException e) {
      return null; // gone, or not to be looked at
    }
  }

  public Path folder() {
    return folder;
  }

  /** What lies there of the files, sorted by name. */
  public List<FileEntry> files() {
    return files.files();
  }

  public ReadLimits limits() {
    return limits;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Fingerprint fingerprint() {
    return files.fingerprint();
  }

  @Override
  public long weight() {
    return files.bytes();
  }

  @Override
  public boolean isComplete(Instant now, Duration settle) {
    return files.isComplete(now, settle);
  }

  @Override
  public Optional<Reading> read() {
    Reading reading = reading(id, limits, budget -> reader.read(this, budget));
    return look().map(RunSource.Item::fingerprint).filter(fingerprint()::equals).isPresent()
        ? Optional.of(reading)
        : Optional.empty();
  }

  @Override
  public Optional<RunSource.Item> look() {
    return of(id, folder, names, limits, reader).map(file -> file);
  }

  /** Something that is read within a budget. */
  public interface Attempt {
    Reading read(Budget budget) throws IOException, Refusal;
  }

  /** What comes of reading something: what is wrong is in the answer. */
  public static Reading reading(String id, ReadLimits limits, Attempt attempt) {
    try {
      return attempt.read(new Budget(limits.maxHeap()));
    } catch (Refusal e) {
      return new Reading.Refused(null, List.of(e.problem()));
    } catch (ClosedByInterruptException e) {
      throw new CancellationException("interrupted at " + id);
    } catch (IOException e) {
      return new Reading.Refused(
          null, List.of(new Problem.Unreadable(nameOf(id), ReadFailures.reason(e))));
    }
  }

  /** The last part of a path. */
  public static String nameOf(String path) {
    return String.valueOf(Path.of(path).getFileName());
  }
}
