package tools.peak.evidence.folder;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.artifact.EvidenceFiles;
import tools.peak.evidence.artifact.FileEntry;

/**
 * A folder that holds known artifacts, as the walk saw it. It may turn out to be no run, or a
 * broken one.
 *
 * @param path absolute, with the links of the root's own path resolved
 * @param files its own files, not those of its subfolders, sorted by name
 */
public record RunFolder(Path path, List<FileEntry> files) {

  private static final Duration AHEAD = Duration.ofDays(1);

  public RunFolder {
    files = files.stream().sorted(Comparator.comparing(FileEntry::name)).toList();
  }

  /** Changes when a name, a size or a time does. */
  public Fingerprint fingerprint() {
    return Fingerprint.of(files);
  }

  /** The file of that name, or null. */
  public @Nullable FileEntry file(String name) {
    for (FileEntry file : files) {
      if (file.name().equals(name)) {
        return file;
      }
    }
    return null;
  }

  /** Bytes of all its files together. */
  public long bytes() {
    return files.stream().mapToLong(FileEntry::size).sum();
  }

  /**
   * Whether its writer has finished, as far as times can tell: the snippet, which is written last,
   * is the newest file (as new as any other will do), or every file is older than {@code settle}. A
   * clock may be a time zone fast, so a time up to a day ahead is waited for; what is further ahead
   * was never written then, and counts as old.
   */
  public boolean isComplete(Instant now, Duration settle) {
    long newest = Long.MIN_VALUE;
    long snippet = Long.MIN_VALUE;
    long settled = Long.MIN_VALUE;
    for (FileEntry file : files) {
      newest = Math.max(newest, file.mtimeNanos());
      if (!isFarAhead(file, now)) {
        settled = Math.max(settled, file.mtimeNanos());
      }
      if (file.name().equals(EvidenceFiles.SNIPPET)) {
        snippet = file.mtimeNanos();
      }
    }
    if (snippet == newest) {
      return true;
    }
    return settled < nanos(now.minus(settle));
  }

  /** Whether a file's time lies more than a day ahead. */
  static boolean isFarAhead(FileEntry file, Instant now) {
    return file.mtimeNanos() > nanos(now.plus(AHEAD));
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }
}
