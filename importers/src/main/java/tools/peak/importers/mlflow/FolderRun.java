package tools.peak.importers.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Artifact;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Value;
import tools.peak.evidence.artifact.FileEntry;
import tools.peak.evidence.artifact.ParamsFile;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.folder.Reading;
import tools.peak.evidence.folder.RunFolder;
import tools.peak.importers.Digests;
import tools.peak.importers.OtherFile;
import tools.peak.lake.ingest.RunSource;

/**
 * A run of the store of files: {@code meta.yaml}, and a file for each parameter, metric and tag. A
 * metric's file has a line {@code time value step} for each value.
 */
final class FolderRun implements RunSource.Item {
  private static final List<String> PARTS = List.of("params", "metrics", "tags");
  private static final int MAX_TEXT = 1 << 20;

  /** What {@code meta.yaml} calls a run's states, by number. */
  private static final Map<String, String> STATES =
      Map.of("1", "RUNNING", "2", "SCHEDULED", "3", "FINISHED", "4", "FAILED", "5", "KILLED");

  private final RunFolder files;
  private final ReadLimits limits;
  private final boolean isRunning;
  private Map<String, String> tags = Map.of();

  private FolderRun(RunFolder files, ReadLimits limits, boolean isRunning) {
    this.files = files;
    this.limits = limits;
    this.isRunning = isRunning;
  }

  /** The run as it lies there; empty if it is gone. */
  static Optional<FolderRun> look(Path folder, ReadLimits limits) {
    List<FileEntry> entries = new ArrayList<>();
    try {
      entries.add(entry(folder, MlflowFormat.META));
      for (String part : PARTS) {
        list(folder, part, entries);
      }
      Map<String, Value> meta = meta(folder, new Budget(limits.maxHeap()));
      return Optional.of(
          new FolderRun(new RunFolder(folder, entries), limits, isRunning(status(meta))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | Refusal e) {
      return Optional.of(new FolderRun(new RunFolder(folder, entries), limits, false));
    }
  }

  private static void list(Path folder, String part, List<FileEntry> entries) throws IOException {
    Path inner = folder.resolve(part);
    if (!Files.isDirectory(inner)) {
      return;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(inner)) {
      for (Path entry : found) {
        String name = part + "/" + entry.getFileName();
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          list(folder, name, entries); // a key with a slash
        } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
          entries.add(entry(folder, name));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static FileEntry entry(Path folder, String name) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(
            folder.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return new FileEntry(
        name,
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        FileEntry.Kind.FILE);
  }

  private static Map<String, Value> meta(Path folder, Budget budget) throws IOException, Refusal {
    Path file = folder.resolve(MlflowFormat.META);
    if (Files.size(file) > MAX_TEXT) {
      throw new Refusal(new Problem.TooLarge(MlflowFormat.META, Files.size(file), MAX_TEXT));
    }
    byte[] bytes = Files.readAllBytes(file);
    return ParamsFile.parse(MlflowFormat.META, bytes, bytes.length, budget).values();
  }

  private static String status(Map<String, Value> meta) {
    String status = text(meta, "status");
    return status == null ? "UNKNOWN" : STATES.getOrDefault(status, status);
  }

  private static boolean isRunning(String status) {
    return status.equals("RUNNING") || status.equals("SCHEDULED");
  }

  private static @Nullable String text(Map<String, Value> meta, String key) {
    Value value = meta.get(key);
    return value == null ? null : value.text();
  }

  private static @Nullable Long whole(Map<String, Value> meta, String key) {
    Value value = meta.get(key);
    return value == null || value.number() == null ? null : value.number().longValue();
  }

  @Override
  public String id() {
    return files.path().toString();
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
    return !isRunning && files.isComplete(now, settle);
  }

  @Override
  public Optional<Reading> read() {
    Reading reading = OtherFile.reading(id(), limits, this::reading);
    return look().map(RunSource.Item::fingerprint).filter(fingerprint()::equals).isPresent()
        ? Optional.of(reading)
        : Optional.empty();
  }

  @Override
  public Optional<RunSource.Item> look() {
    return look(files.path(), limits).map(run -> run);
  }

  @Override
  public Map<String, String> tags() {
    return tags;
  }

  private Reading reading(Budget budget) throws IOException, Refusal {
    Map<String, Value> meta = meta(files.path(), budget);
    Map<String, String> params = new LinkedHashMap<>();
    Map<String, Double> metrics = new LinkedHashMap<>();
    Map<String, String> read = new LinkedHashMap<>();
    List<Artifact> artifacts = new ArrayList<>();
    for (FileEntry file : files.files()) {
      artifacts.add(Digests.of(files.path(), file, limits.maxFileSize()));
      int slash = file.name().indexOf('/');
      String key = file.name().substring(slash + 1);
      switch (slash < 0 ? "" : file.name().substring(0, slash)) {
        case "params" -> params.put(key, content(file, budget));
        case "tags" -> read.put(key, content(file, budget));
        case "metrics" -> metrics.put(key, last(key, budget));
        default -> {}
      }
    }
    tags = TrackedRun.userTags(read);
    String runId = Optional.ofNullable(text(meta, "run_id")).orElse(text(meta, "run_uuid"));
    if (runId == null) {
      throw new Refusal(new Problem.InvalidStore(MlflowFormat.META, "names no run_id"));
    }
    String name = text(meta, "run_name");
    TrackedRun run =
        new TrackedRun(
            runId,
            name == null || name.isEmpty() ? read.get("mlflow.runName") : name,
            status(meta),
            whole(meta, "start_time"),
            whole(meta, "end_time"),
            text(meta, "user_id"),
            experiment(budget),
            Objects.requireNonNullElse(text(meta, "experiment_id"), ""),
            params,
            metrics,
            read);
    return run.reading(MlflowFormat.META, null, this::each, artifacts, budget);
  }

  private @Nullable String experiment(Budget budget) throws IOException, Refusal {
    Path above = files.path().getParent();
    return above == null || !Files.isRegularFile(above.resolve(MlflowFormat.META))
        ? null
        : text(meta(above, budget), "name");
  }

  private String content(FileEntry file, Budget budget) throws IOException, Refusal {
    if (file.size() > MAX_TEXT) {
      throw new Refusal(new Problem.TooLarge(file.name(), file.size(), MAX_TEXT));
    }
    budget.takeText(file.name(), file.size());
    return new String(Files.readAllBytes(files.path().resolve(file.name())), UTF_8);
  }

  /** The value of the highest step, and of those the one that was logged last. */
  private double last(String metric, Budget budget) throws IOException, Refusal {
    Map<String, Double> last = new HashMap<>();
    long[] at = {Long.MIN_VALUE, Long.MIN_VALUE};
    each(
        metric,
        (millis, step, value) -> {
          budget.take(metric, 1);
          if (step > at[1] || (step == at[1] && millis >= at[0])) {
            at[0] = millis;
            at[1] = step;
            last.put(metric, value);
          }
        });
    return last.getOrDefault(metric, Double.NaN);
  }

  private void each(String metric, TrackedRun.Taker taker) throws IOException, Refusal {
    Path file = files.path().resolve("metrics").resolve(metric);
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        String[] cells = line.strip().split(" ", 4);
        try {
          taker.point(
              Long.parseLong(cells[0]),
              cells.length > 2 ? Long.parseLong(cells[2]) : 0,
              value(cells.length > 1 ? cells[1] : ""));
        } catch (NumberFormatException e) {
          throw new Refusal(
              new Problem.InvalidCsv("metrics/" + metric, number, "is no line 'time value step'"));
        }
      }
    }
  }

  private static double value(String text) {
    return switch (text) {
      case "nan", "NaN" -> Double.NaN;
      case "inf", "Infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> DatabaseRun.value(Double.parseDouble(text));
    };
  }
}
