package tools.peak.evidence.folder;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Artifact;
import tools.peak.evidence.Budget;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Run;
import tools.peak.evidence.RunId;
import tools.peak.evidence.Spans;
import tools.peak.evidence.SpansBuilder;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Trades;
import tools.peak.evidence.artifact.ConfigSnapshot;
import tools.peak.evidence.artifact.CurveCsv;
import tools.peak.evidence.artifact.EvidenceDigest;
import tools.peak.evidence.artifact.EvidenceFiles;
import tools.peak.evidence.artifact.FileEntry;
import tools.peak.evidence.artifact.FileReader;
import tools.peak.evidence.artifact.MetaAttributes;
import tools.peak.evidence.artifact.StatsFile;
import tools.peak.evidence.artifact.TradesFile;
import tools.peak.evidence.artifact.UnreadFiles;
import tools.peak.evidence.text.Utf8Text;
import tools.peak.evidence.trace.TelemetryFile;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetTable;
import tools.peak.parquet.Strings;
import tools.peak.parquet.read.ParquetReader;

/** One folder's way through the reader: everything wrong with it is collected. */
final class FolderReading {
  /** A file's name and digest. */
  private static final long ARTIFACT = 300;

  private final RunFolder folder;
  private final Instant now;
  private final ReadLimits limits;
  private final FileReader files;
  private final ParquetReader parquet;
  private final Budget budget;
  private final List<Problem> problems = new ArrayList<>();
  private final Notices notices = new Notices();
  private final List<Artifact> artifacts = new ArrayList<>();

  FolderReading(
      RunFolder folder, Instant now, ReadLimits limits, FileReader files, ParquetReader parquet) {
    this.folder = folder;
    this.now = now;
    this.limits = limits;
    this.files = files;
    this.budget = new Budget(limits.maxHeap());
    this.parquet = parquet;
  }

  /** Parses the bytes of a JSON file. */
  private interface JsonFile<T> {
    T parse(byte[] bytes, int length) throws Refusal;
  }

  Reading read() {
    if (folder.file(EvidenceFiles.SNAPSHOT) == null) {
      problems.add(new Problem.MissingSnapshot(artifactsFound()));
    }
    ConfigSnapshot snapshot =
        json(
            EvidenceFiles.SNAPSHOT, (bytes, length) -> ConfigSnapshot.parse(bytes, length, budget));
    if (snapshot != null && snapshot.meta() == null) {
      return new Reading.NotARun();
    }
    ConfigSnapshot.Part meta = snapshot == null ? null : snapshot.meta();
    String runId = meta == null ? null : runId(meta);
    List<Stat> stats =
        json(EvidenceFiles.STATS, (bytes, length) -> StatsFile.parse(bytes, length, budget));
    EquityCurve curve = curve();
    Trades trades = trades(curve);
    Spans spans = spans();
    others();
    notRead();
    ahead();
    if (snapshot == null || meta == null || runId == null || !problems.isEmpty()) {
      return new Reading.Refused(runId, problems);
    }
    artifacts.sort((a, b) -> a.name().compareTo(b.name()));
    return new Reading.Loaded(
        new Run(
            MetaAttributes.of(runId, meta, notices),
            snapshot.params().list(),
            snapshot.params().json(),
            stats == null ? List.of() : stats,
            curve,
            trades,
            spans,
            artifacts,
            EvidenceDigest.of(artifacts)),
        notices.list());
  }

  /** The run's name, or null if it is one that no lake takes. */
  private @Nullable String runId(ConfigSnapshot.Part meta) {
    try {
      String given = MetaAttributes.runId(meta);
      if (given != null) {
        return given;
      }
      Path name = folder.path().getFileName();
      String runId = name == null ? "" : name.toString();
      RunId.check(runId);
      return runId;
    } catch (Refusal e) {
      problems.add(e.problem());
      return null;
    }
  }

  private <T> @Nullable T json(String name, JsonFile<T> content) {
    FileEntry file = usable(name);
    if (file == null) {
      return null;
    }
    if (file.size() > limits.maxJsonSize()) {
      problems.add(new Problem.InvalidJson(name, tooMuch(file, limits.maxJsonSize())));
      return null;
    }
    try {
      budget.take(name, file.size());
      files.readWhole(folder.path(), file);
      artifacts.add(artifact(file, files.length(), true));
      return content.parse(files.bytes(), files.length());
    } catch (IOException e) {
      unreadable(file, e);
    } catch (Refusal e) {
      problems.add(e.problem());
    }
    return null;
  }

  private EquityCurve curve() {
    FileEntry file = usable(EvidenceFiles.EQUITY);
    if (file == null) {
      return EquityCurve.EMPTY;
    }
    CurveCsv csv = new CurveCsv(limits.maxPoints(), budget);
    try {
      long bytes = files.readThrough(folder.path(), file, csv);
      artifacts.add(artifact(file, bytes, false));
      return csv.curve(notices);
    } catch (IOException e) {
      unreadable(file, e);
    } catch (Refusal e) {
      problems.add(e.problem());
    }
    return EquityCurve.EMPTY;
  }

  private Trades trades(EquityCurve curve) {
    FileEntry file = usable(EvidenceFiles.TRADES);
    if (file == null) {
      return Trades.none();
    }
    if (file.size() > limits.maxParquetSize()) {
      problems.add(new Problem.InvalidParquet(file.name(), tooMuch(file, limits.maxParquetSize())));
      return Trades.none();
    }
    try {
      budget.take(file.name(), file.size());
      files.readWhole(folder.path(), file);
      artifacts.add(artifact(file, files.length(), false));
      ParquetTable table = parquet.readable(files.bytes(), files.length(), budget.left());
      if (table.rows() > limits.maxTrades()) {
        throw new ParquetException(tooManyRows(table.rows()));
      }
      budget.take(file.name(), parquet.decoded());
      chargeTexts(file.name(), table);
      return TradesFile.of(table, curve, notices);
    } catch (IOException e) {
      unreadable(file, e);
    } catch (ParquetException e) {
      problems.add(
          e.isTooLarge()
              ? budget.spent(file.name()).problem()
              : new Problem.InvalidParquet(file.name(), String.valueOf(e.getMessage())));
    } catch (Refusal e) {
      problems.add(e.problem());
    }
    return Trades.none();
  }

  /** A text that stands once in memory is written in each of its rows. */
  private void chargeTexts(String file, ParquetTable table) throws Refusal {
    for (ParquetColumn column : table.columns()) {
      if (column instanceof Strings strings) {
        long length = 0;
        for (int row = 0; row < strings.size(); row++) {
          String text = strings.get(row);
          length += text == null ? 0 : text.length();
        }
        budget.take(file, length);
      }
    }
  }

  /** Telemetry is no evidence: whatever stands in its file, the run is taken without it. */
  private Spans spans() {
    FileEntry file = folder.file(EvidenceFiles.TELEMETRY);
    if (file == null) {
      return Spans.NONE;
    }
    Problem problem = problem(file);
    if (problem != null) {
      return withoutTelemetry(file, problem);
    }
    TelemetryFile telemetry = new TelemetryFile(budget.left());
    try {
      long bytes = files.readThrough(folder.path(), file, telemetry);
      artifacts.add(artifact(file, bytes, false));
    } catch (IOException e) {
      return withoutTelemetry(file, unreadableFile(file.name(), e));
    } catch (Refusal e) {
      problems.add(e.problem()); // not for what it holds: the folder has no room for its name
    }
    telemetry.told().forEach(told -> notices.add(file.name(), NoticeCode.TELEMETRY, told));
    return telemetry.spans();
  }

  /** It has no digest, so that a pass which can read it finds it changed. */
  private Spans withoutTelemetry(FileEntry file, Problem problem) {
    artifacts.add(new Artifact(file.name(), file.size(), null, null));
    notices.add(file.name(), NoticeCode.TELEMETRY_LEFT_OUT, problem.reason());
    SpansBuilder spans = new SpansBuilder();
    spans.add(Spans.mark(problem.reason()), spans.newResource());
    return spans.build();
  }

  /** The files that are only hashed, and kept if they are small texts. */
  private void others() {
    for (FileEntry each : folder.files()) {
      if (isNeeded(each.name()) || each.name().equals(EvidenceFiles.TELEMETRY)) {
        continue;
      }
      FileEntry file = usable(each);
      if (file == null) {
        continue;
      }
      try {
        if (file.size() <= EvidenceReader.MAX_CONTENT) {
          files.readWhole(folder.path(), file);
          artifacts.add(artifact(file, files.length(), true));
        } else {
          long bytes = files.readThrough(folder.path(), file, (_, to, _) -> to);
          artifacts.add(artifact(file, bytes, false));
        }
      } catch (IOException e) {
        unreadable(file, e);
      } catch (Refusal e) {
        problems.add(e.problem());
      }
    }
  }

  /** Data that would be read if it had another name or format, and is missing now. */
  private void notRead() {
    for (FileEntry file : folder.files()) {
      String instead = UnreadFiles.readInstead(file.name());
      if (instead != null && folder.file(instead) == null) {
        notices.add(file.name(), NoticeCode.NOT_READ, "is not read; Peak reads " + instead);
      }
    }
  }

  /** Times that are no times of writing: nobody waits for them. */
  private void ahead() {
    for (FileEntry file : folder.files()) {
      if (RunFolder.isFarAhead(file, now)) {
        notices.add(
            file.name(),
            NoticeCode.FUTURE_TIME,
            "its time is "
                + Instant.ofEpochSecond(0, file.mtimeNanos()).truncatedTo(ChronoUnit.SECONDS)
                + ", more than a day ahead: loaded without waiting for it");
      }
    }
  }

  private void unreadable(FileEntry file, IOException e) {
    leaveOut(file, unreadableFile(file.name(), e));
  }

  /** A thread that was told to stop proves nothing about the file. */
  private Problem unreadableFile(String name, IOException e) {
    if (e instanceof ClosedByInterruptException) {
      throw new CancellationException("interrupted at " + folder.path().resolve(name));
    }
    return new Problem.Unreadable(name, ReadFailures.reason(e));
  }

  private Artifact artifact(FileEntry file, long bytes, boolean isText) throws Refusal {
    String content = isText && bytes <= EvidenceReader.MAX_CONTENT ? content() : null;
    budget.takeText(file.name(), ARTIFACT + (content == null ? 0 : content.length()));
    return new Artifact(file.name(), bytes, files.sha256(), content);
  }

  private @Nullable String content() {
    String text = Utf8Text.decode(files.bytes(), 0, files.length());
    return text == null || text.indexOf('\0') >= 0 ? null : text;
  }

  private @Nullable FileEntry usable(String name) {
    FileEntry file = folder.file(name);
    return file == null ? null : usable(file);
  }

  /** The file, or null after what is in its way was noted. */
  private @Nullable FileEntry usable(FileEntry file) {
    Problem problem = problem(file);
    if (problem == null) {
      return file;
    }
    leaveOut(file, problem);
    return null;
  }

  /** Why a file is not to be read; null if it is. */
  private @Nullable Problem problem(FileEntry file) {
    return switch (file.kind()) {
      case LEAVING_LINK -> leaving(file.name());
      case DEAD_LINK -> new Problem.Unreadable(file.name(), "is a link that leads to no file");
      case UNREADABLE ->
          new Problem.Unreadable(
              file.name(),
              file.name().indexOf('\uFFFD') < 0
                  ? "is no regular file, or may not be looked at"
                  : "has a name that is not UTF-8");
      case FOLDER -> new Problem.Unreadable(file.name(), "is a folder of parts: write one file");
      case FILE, LINK ->
          file.size() > limits.maxFileSize()
              ? new Problem.TooLarge(file.name(), file.size(), limits.maxFileSize())
              : null;
    };
  }

  /** A file that a table is made of costs the run; any other is listed, and said. */
  private void leaveOut(FileEntry file, Problem problem) {
    if (isNeeded(file.name())) {
      problems.add(problem);
      return;
    }
    switch (problem) {
      case Problem.LinkLeavesTree link ->
          notices.add(file.name(), NoticeCode.LINK_LEAVES_TREE, listed(link.detail()));
      case Problem.TooLarge large ->
          notices.add(file.name(), NoticeCode.NO_DIGEST, listed(large.detail()));
      case Problem.Unreadable unreadable ->
          notices.add(file.name(), NoticeCode.NO_DIGEST, listed(unreadable.detail()));
      default -> notices.add(file.name(), NoticeCode.NO_DIGEST, listed(problem.reason()));
    }
    artifacts.add(new Artifact(file.name(), file.size(), null, null));
  }

  private static String listed(String detail) {
    return detail + "; it is listed without a digest";
  }

  private Problem leaving(String name) {
    try {
      Path target = folder.path().resolve(name).toRealPath();
      return new Problem.LinkLeavesTree(
          name, target.toString(), String.valueOf(target.getParent()));
    } catch (IOException e) {
      return new Problem.Unreadable(name, ReadFailures.reason(e));
    }
  }

  private String artifactsFound() {
    return folder.files().stream()
        .map(FileEntry::name)
        .filter(EvidenceFiles.KNOWN::contains)
        .collect(Collectors.joining(", "));
  }

  /** Whether a table is made of the file: a run without it would not be the run. */
  private static boolean isNeeded(String name) {
    return switch (name) {
      case EvidenceFiles.SNAPSHOT,
          EvidenceFiles.STATS,
          EvidenceFiles.EQUITY,
          EvidenceFiles.TRADES ->
          true;
      default -> false;
    };
  }

  private String tooManyRows(int rows) {
    return String.format(
        Locale.ROOT, "has %,d rows, more than the %,d that can be held", rows, limits.maxTrades());
  }

  private static String tooMuch(FileEntry file, int limit) {
    return String.format(
        Locale.ROOT, "has %,d bytes, more than the %,d that can be held", file.size(), limit);
  }
}
