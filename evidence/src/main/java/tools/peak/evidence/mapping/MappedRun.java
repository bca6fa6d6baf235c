package tools.peak.evidence.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Value;
import tools.peak.evidence.artifact.EvidenceDigest;
import tools.peak.evidence.artifact.FileEntry;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.evidence.folder.Reading;
import tools.peak.evidence.folder.RunFolder;

/** Something that a mapping says is a run: a file, or a row of one, and the files beside it. */
public final class MappedRun {
  private static final long OWN = 400;

  private final MappedRuns source;
  private final RunPlace place;
  private final Map<String, Located> files;
  private final @Nullable RunRow row;
  private final RowPlace at;
  private final @Nullable String runId;
  private final @Nullable Problem problem;
  private final Fingerprint fingerprint;

  /**
   * Where a row stands.
   *
   * @param number from 1; 0 of a run that is no row
   * @param key what it stands under, in an object of runs
   * @param line in its file
   */
  record RowPlace(long number, @Nullable String key, long line) {
    static final RowPlace NONE = new RowPlace(0, null, 0);
  }

  /**
   * A run that was found.
   *
   * @param files beside it, by what the mapping calls them
   * @param row null if the whole file is the run
   * @param runId of a row, if that much is known
   * @param problem why it can't be a run, if so
   */
  MappedRun(
      MappedRuns source,
      RunPlace place,
      Map<String, Located> files,
      @Nullable RunRow row,
      RowPlace at,
      @Nullable String runId,
      @Nullable Problem problem) {
    this.source = source;
    this.place = place;
    this.files = files;
    this.row = row;
    this.at = at;
    this.runId = runId;
    this.problem = problem;
    this.fingerprint = print();
  }

  /** Its file's absolute path; of a row, with its run_id, or its line, below it. */
  public String id() {
    return at.number() == 0 ? place.file().toString() : place.file() + "/" + ownName();
  }

  /** What an artifact of the lake calls the row. */
  String rowName() {
    return place.name() + "/" + ownName();
  }

  private String ownName() {
    return runId == null || problem != null ? "line " + at.line() : runId;
  }

  /** Equal as long as the row, the files beside it and the mapping are. */
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /** Bytes to read, and bytes of the heap that are held until then. */
  public long weight() {
    long bytes = OWN + (row == null ? place.entry().size() : row.heap());
    return bytes + entries().stream().mapToLong(FileEntry::size).sum();
  }

  /** Whether all of its files have rested for so long. */
  public boolean isComplete(Instant now, Duration settle) {
    List<FileEntry> all = entries();
    all.add(place.entry());
    return new RunFolder(place.folder(), all).isComplete(now, settle);
  }

  /** Reads it; empty if it changed meanwhile. */
  public Optional<Reading> read() {
    return source.read(this);
  }

  /** It as it is now; empty if it is gone. */
  public Optional<MappedRun> look() {
    return source.look(this);
  }

  RunPlace place() {
    return place;
  }

  @Nullable RunRow row() {
    return row;
  }

  @Nullable String runId() {
    return runId;
  }

  @Nullable Problem problem() {
    return problem;
  }

  Map<String, Value> path() {
    return RunValues.ofPath(place.kept(), place.relative());
  }

  Map<String, Value> rowValues() {
    return values(at);
  }

  static Map<String, Value> values(RowPlace at) {
    Map<String, Value> values = new LinkedHashMap<>();
    values.put("number", RunValues.whole("number", at.number()));
    if (at.key() != null) {
      values.put("key", RunValues.text("key", at.key()));
    }
    return values;
  }

  Map<String, Located> files() {
    return files;
  }

  @Nullable Located file(String part) {
    return files.get(part);
  }

  private List<FileEntry> entries() {
    List<FileEntry> entries = new ArrayList<>();
    for (Located file : files.values()) {
      if (file.entry() != null) {
        entries.add(file.entry());
      }
    }
    return entries;
  }

  /** A problem that is known before it is read is no reason to read it again and again. */
  private Fingerprint print() {
    MessageDigest digest = EvidenceDigest.sha256();
    digest.update(source.mapping().sha256().getBytes(UTF_8));
    if (row == null) {
      add(place.entry(), digest);
    } else {
      digest.update(ValueJson.of(row.values().values()).getBytes(UTF_8));
    }
    files.forEach(
        (part, file) -> {
          digest.update((part + '\0').getBytes(UTF_8));
          if (file.entry() != null) {
            add(file.entry(), digest);
          }
        });
    return Fingerprint.of(Arrays.copyOf(digest.digest(), Fingerprint.BYTES));
  }

  private static void add(FileEntry file, MessageDigest digest) {
    digest.update((file.name() + '\0').getBytes(UTF_8));
    digest.update(
        ByteBuffer.allocate(2 * Long.BYTES).putLong(file.size()).putLong(file.mtimeNanos()).flip());
  }
}
