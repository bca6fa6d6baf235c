package tools.peak.evidence.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Artifact;
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
import tools.peak.evidence.artifact.CurveParquet;
import tools.peak.evidence.artifact.EvidenceDigest;
import tools.peak.evidence.artifact.EvidenceFiles;
import tools.peak.evidence.artifact.FileEntry;
import tools.peak.evidence.artifact.FileReader;
import tools.peak.evidence.artifact.MetaAttributes;
import tools.peak.evidence.artifact.ParamsFile;
import tools.peak.evidence.artifact.RunLayout;
import tools.peak.evidence.artifact.StatsFile;
import tools.peak.evidence.artifact.TradesCsv;
import tools.peak.evidence.artifact.TradesFile;
import tools.peak.evidence.artifact.UnreadFiles;
import tools.peak.evidence.curve.CurveStats;
import tools.peak.evidence.trace.TelemetryFile;
import tools.peak.parquet.read.ParquetReader;

/** One folder's way through the reader: everything wrong with it is collected. */
final class FolderReading {
  private final RunFolder folder;
  private final Instant now;
  private final ReadLimits limits;
  private final FolderFiles files;
  private final Notices notices;
  private final List<Problem> problems;

  FolderReading(
      RunFolder folder, Instant now, ReadLimits limits, FileReader files, ParquetReader parquet) {
    this.folder = folder;
    this.now = now;
    this.limits = limits;
    this.files = new FolderFiles(folder, limits, files, parquet);
    this.notices = this.files.notices();
    this.problems = this.files.problems();
  }

  Reading read() {
    ConfigSnapshot snapshot =
        files.text(
            EvidenceFiles.SNAPSHOT,
            (bytes, length) -> ConfigSnapshot.parse(bytes, length, files.budget()));
    boolean isMissing = folder.file(EvidenceFiles.SNAPSHOT) == null;
    boolean isOurs = snapshot != null && snapshot.meta() != null;
    if (isOurs) {
      notReadBeside(RunLayout.of(names(), true));
    } else if (isMissing || snapshot != null) {
      if (RunLayout.makesRun(names())) {
        snapshot = otherNames(snapshot);
      } else if (!isMissing) {
        return new Reading.NotARun();
      } else {
        problems.add(new Problem.MissingSnapshot(artifactsFound()));
      }
    }
    ConfigSnapshot.Part meta = snapshot == null ? null : snapshot.meta();
    String runId = meta == null ? null : runId(meta);
    String statsFile = files.layout().stats();
    List<Stat> stats =
        files.text(
            statsFile,
            (bytes, length) -> StatsFile.parse(statsFile, bytes, length, files.budget(), notices));
    EquityCurve curve = curve(files.layout().equity());
    Trades trades = trades(files.layout().trades(), curve);
    Spans spans = spans();
    others();
    notRead();
    ahead();
    if (snapshot == null || meta == null || runId == null || !problems.isEmpty()) {
      return new Reading.Refused(runId, problems);
    }
    MetaAttributes.sayOf(meta, "meta", notices);
    MetaAttributes.sayOf(snapshot.params(), "params", notices);
    List<Stat> own = stats == null ? List.of() : stats;
    List<Stat> curveStats = CurveStats.of(curve, files.layout().equity(), own, statsFile, notices);
    List<Artifact> artifacts = files.artifacts();
    artifacts.sort((a, b) -> a.name().compareTo(b.name()));
    return new Reading.Loaded(
        new Run(
            MetaAttributes.of(runId, meta, notices),
            snapshot.params().list(),
            snapshot.params().json(),
            own,
            curveStats,
            curve,
            trades,
            spans,
            artifacts,
            EvidenceDigest.of(artifacts)),
        notices.list());
  }

  private List<String> names() {
    return folder.files().stream().map(FileEntry::name).toList();
  }

  /** What a folder without a snapshot of ours has in the place of one. */
  private ConfigSnapshot otherNames(@Nullable ConfigSnapshot snapshot) {
    ConfigSnapshot.Part params = snapshot == null ? ConfigSnapshot.NOTHING : snapshot.params();
    RunLayout layout = RunLayout.of(names(), !params.values().isEmpty());
    files.layOut(layout);
    layout
        .takenFor()
        .forEach((name, what) -> notices.add(name, NoticeCode.TAKEN_FOR, "is taken for " + what));
    notReadBeside(layout);
    if (layout.params().size() > 1) {
      problems.add(new Problem.TwoParams(layout.params()));
    }
    for (String name : layout.params()) {
      ConfigSnapshot.Part read =
          files.text(
              name, (bytes, length) -> ParamsFile.parse(name, bytes, length, files.budget()));
      params = read == null ? params : read;
    }
    return new ConfigSnapshot(ConfigSnapshot.NOTHING, params);
  }

  /** A name of ours always wins. */
  private void notReadBeside(RunLayout layout) {
    layout
        .unread()
        .forEach(
            (name, ours) ->
                notices.add(name, NoticeCode.NOT_READ, "is not read: " + ours + " beside it is"));
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

  private EquityCurve curve(String name) {
    if (!name.equals(EvidenceFiles.EQUITY)) {
      return files.table(
          name,
          limits.maxPoints(),
          EquityCurve.EMPTY,
          table -> CurveParquet.of(name, table, notices));
    }
    CurveCsv csv = new CurveCsv(limits.maxPoints(), files.budget());
    return files.through(name, csv, EquityCurve.EMPTY, () -> csv.curve(notices));
  }

  private Trades trades(String name, EquityCurve curve) {
    if (!name.equals(EvidenceFiles.TRADES)) {
      TradesCsv csv = new TradesCsv(name, limits.maxTrades(), files.budget());
      return files.through(name, csv, Trades.none(), () -> csv.trades(curve, notices));
    }
    return files.table(
        name, limits.maxTrades(), Trades.none(), table -> TradesFile.of(table, curve, notices));
  }

  /** Telemetry is no evidence: whatever stands in its file, the run is taken without it. */
  private Spans spans() {
    FileEntry file = folder.file(EvidenceFiles.TELEMETRY);
    if (file == null) {
      return Spans.NONE;
    }
    Problem problem = files.problem(file);
    if (problem != null) {
      return withoutTelemetry(file, problem);
    }
    TelemetryFile telemetry = new TelemetryFile(files.budget().left());
    try {
      long bytes = files.read(file, telemetry);
      files.artifacts().add(files.artifact(file, bytes, false));
    } catch (IOException e) {
      return withoutTelemetry(file, files.unreadableFile(file.name(), e));
    } catch (Refusal e) {
      problems.add(e.problem()); // not for what it holds: the folder has no room for its name
    }
    telemetry.told().forEach(told -> notices.add(file.name(), NoticeCode.TELEMETRY, told));
    return telemetry.spans();
  }

  /** It has no digest, so that a pass which can read it finds it changed. */
  private Spans withoutTelemetry(FileEntry file, Problem problem) {
    files.artifacts().add(new Artifact(file.name(), file.size(), null, null));
    notices.add(file.name(), NoticeCode.TELEMETRY_LEFT_OUT, problem.reason());
    SpansBuilder spans = new SpansBuilder();
    spans.add(Spans.mark(problem.reason()), spans.newResource());
    return spans.build();
  }

  /** The files that are only hashed, and kept if they are small texts. */
  private void others() {
    for (FileEntry each : folder.files()) {
      if (!files.layout().isNeeded(each.name()) && !each.name().equals(EvidenceFiles.TELEMETRY)) {
        files.hash(each);
      }
    }
  }

  /** Data that would be read if it had another name or format, and is missing now. */
  private void notRead() {
    for (FileEntry file : folder.files()) {
      String instead = UnreadFiles.readInstead(file.name());
      if (instead != null
          && folder.file(instead) == null
          && !files.layout().isNeeded(file.name())) {
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

  private String artifactsFound() {
    return folder.files().stream()
        .map(FileEntry::name)
        .filter(EvidenceFiles.KNOWN::contains)
        .collect(Collectors.joining(", "));
  }
}
