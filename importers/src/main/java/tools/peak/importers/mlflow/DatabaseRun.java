package tools.peak.importers.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Artifact;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.artifact.JsonStream;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.evidence.folder.Reading;
import tools.peak.importers.EntrySource;
import tools.peak.importers.OtherFile;
import tools.peak.lake.ingest.RunSource;

/** A run of an SQLite store, as its rows were. */
final class DatabaseRun implements RunSource.Item {
  /** A row, its texts' objects, and its place in a list. */
  private static final long WEIGHT = 600;

  private final StorePortion portion;
  private final TrackedRun row;
  private final String params;
  private final String metrics;
  private final String tags;
  private final byte[] digest;
  private @Nullable PointRows points;

  DatabaseRun(StorePortion portion, TrackedRun row, String params, String metrics, String tags) {
    this.portion = portion;
    this.row = row;
    this.params = params;
    this.metrics = metrics;
    this.tags = tags;
    this.digest = digest();
  }

  private byte[] digest() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      String own =
          String.join(
              "\0",
              row.runId(),
              row.name(),
              row.status(),
              String.valueOf(row.start()),
              String.valueOf(row.end()),
              row.user(),
              row.experiment(),
              row.experimentId());
      for (String text : List.of(own, params, metrics, tags)) {
        sha256.update(text.getBytes(UTF_8));
        sha256.update((byte) 0);
      }
      return sha256.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String runId() {
    return row.runId();
  }

  /** The metric whose history is the curve, by its name alone; null if it has none. */
  @Nullable String curve() {
    return TrackedRun.curveIn(metrics);
  }

  /** What MLflow stores for an infinity is the largest number. */
  static double value(double stored) {
    return Math.abs(stored) == Double.MAX_VALUE
        ? Math.copySign(Double.POSITIVE_INFINITY, stored)
        : stored;
  }

  @Override
  public String id() {
    return EntrySource.id(portion.place().store(), row.runId());
  }

  @Override
  public Fingerprint fingerprint() {
    return Fingerprint.of(Arrays.copyOf(digest, Fingerprint.BYTES));
  }

  @Override
  public long weight() {
    return WEIGHT + 2L * (params.length() + metrics.length() + tags.length());
  }

  @Override
  public boolean isComplete(Instant now, Duration settle) {
    Long end = row.end();
    return !row.isRunning()
        && (end == null
            || end < now.minus(settle).toEpochMilli()
            || end > now.plus(Duration.ofDays(1)).toEpochMilli());
  }

  @Override
  public Optional<Reading> read() {
    Reading reading = OtherFile.reading(id(), portion.place().limits(), this::reading);
    return look().map(RunSource.Item::fingerprint).filter(fingerprint()::equals).isPresent()
        ? Optional.of(reading)
        : Optional.empty();
  }

  @Override
  public Optional<RunSource.Item> look() {
    try {
      Fingerprint now = portion.now(runId());
      if (now == null) {
        return Optional.empty();
      }
      if (now.equals(fingerprint())) {
        return Optional.of(this);
      }
      try (Database database = Database.open(portion.place().store())) {
        return Optional.ofNullable(StorePortion.one(portion.place(), database, runId()));
      }
    } catch (SQLException | IOException e) {
      return Optional.empty(); // looked at again in the next pass
    }
  }

  @Override
  public Map<String, String> tags() {
    try {
      return TrackedRun.userTags(texts(tags, new Budget(portion.place().limits().maxHeap())));
    } catch (Refusal e) {
      return Map.of();
    }
  }

  private Reading reading(Budget budget) throws IOException, Refusal {
    Map<String, String> given = texts(params, budget);
    Map<String, Double> last = new LinkedHashMap<>();
    object(metrics, budget)
        .forEach(
            (key, value) ->
                last.put(
                    key,
                    value instanceof Number number ? value(number.doubleValue()) : Double.NaN));
    TrackedRun run =
        new TrackedRun(
            row.runId(),
            row.name(),
            row.status(),
            row.start(),
            row.end(),
            row.user(),
            row.experiment(),
            row.experimentId(),
            given,
            last,
            texts(tags, budget));
    Artifact rows =
        new Artifact(
            "runs/" + row.runId(), weight() - WEIGHT, HexFormat.of().formatHex(digest), null);
    String schema = portion.place().schema();
    return run.reading(
        portion.place().file(),
        schema == null ? null : "schema " + schema,
        this::history,
        List.of(rows),
        budget);
  }

  private void history(String metric, TrackedRun.Taker taker) throws IOException, Refusal {
    PointRows read = points;
    try {
      if (read == null) {
        read = portion.history(runId(), metric);
      }
    } catch (SQLException e) {
      throw new Refusal(
          new Problem.InvalidStore(
              portion.place().file(), "run " + runId() + ": " + Database.words(e)));
    }
    points = points == null ? read : null; // asked for twice, and then no more
    read.each(taker);
  }

  private Map<String, String> texts(String json, Budget budget) throws Refusal {
    Map<String, String> texts = new LinkedHashMap<>();
    object(json, budget).forEach((key, value) -> texts.put(key, String.valueOf(value)));
    return texts;
  }

  private Map<String, @Nullable Object> object(String json, Budget budget) throws Refusal {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    return JsonStream.read(
        portion.place().file() + ", run " + runId(),
        json.getBytes(UTF_8),
        budget,
        stream -> {
          stream.object((key, _) -> object.put(key, stream.value()));
          return object;
        });
  }
}
