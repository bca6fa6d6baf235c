package tools.peak.importers.freqtrade;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Artifact;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.artifact.JsonStream;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.evidence.folder.ReadFailures;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.folder.Reading;
import tools.peak.importers.EntrySource;
import tools.peak.importers.OtherFile;
import tools.peak.importers.RunDraft;
import tools.peak.lake.ingest.RunSource;

/**
 * The epochs of a hyperopt: a line each, to which freqtrade adds. An epoch is known again by its
 * line, so that a file which grew is read for what is new.
 */
final class EpochSource extends EntrySource {
  /** The version of the form that says what is in a line; older lines say none. */
  private static final long VERSION = 2;

  private final ReadLimits limits;
  private final String file;
  private final String stem;

  EpochSource(Path entry, ReadLimits limits) {
    super(entry);
    this.limits = limits;
    this.file = String.valueOf(entry.getFileName());
    this.stem = file.substring(0, file.lastIndexOf('.'));
  }

  /** Takes a line; false ends it. */
  private interface Lines {
    boolean line(Epoch epoch) throws InterruptedException;
  }

  @Override
  public long find(Visitor visitor) throws InterruptedException {
    try {
      lines(
          epoch -> {
            visitor.item(epoch);
            return true;
          });
    } catch (IOException e) {
      visitor.unreadable(entry().toString(), new Problem.Unreadable(file, ReadFailures.reason(e)));
    }
    return 0;
  }

  @Override
  public boolean isGone(String id) {
    return Files.notExists(entry()) || epoch(id).isEmpty();
  }

  private Optional<RunSource.Item> epoch(String id) {
    Epoch[] found = new Epoch[1];
    try {
      lines(
          epoch -> {
            found[0] = epoch.id().equals(id) ? epoch : null;
            return found[0] == null;
          });
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    return Optional.ofNullable(found[0]);
  }

  private void lines(Lines lines) throws IOException, InterruptedException {
    if (Files.notExists(entry())) {
      return;
    }
    Instant written = Files.getLastModifiedTime(entry()).toInstant();
    long number = 0;
    try (InputStream in = Files.newInputStream(entry())) {
      LineBytes bytes = new LineBytes(in, limits.maxJsonSize());
      for (byte[] line = bytes.next(); line != null; line = bytes.next()) {
        number++;
        if (line.length > 0
            && !lines.line(
                new Epoch(
                    number, bytes.begin(), line.length, digest(line), bytes.isWhole(), written))) {
          return;
        }
      }
    }
  }

  private static byte[] digest(byte[] line) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(line);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One line: where it stands, since thousands of them wait to be read. */
  private final class Epoch implements RunSource.Item {
    private final long number;
    private final long begin;
    private final int length;
    private final byte[] digest;
    private final boolean isWhole;
    private final Instant written;

    Epoch(long number, long begin, int length, byte[] digest, boolean isWhole, Instant written) {
      this.number = number;
      this.begin = begin;
      this.length = length;
      this.digest = digest;
      this.isWhole = isWhole;
      this.written = written;
    }

    @Override
    public String id() {
      return EpochSource.this.id(Long.toString(number));
    }

    @Override
    public Fingerprint fingerprint() {
      return Fingerprint.of(Arrays.copyOf(digest, Fingerprint.BYTES));
    }

    @Override
    public long weight() {
      return length;
    }

    /** A line that has its end is whole, however young; the last may be half written. */
    @Override
    public boolean isComplete(Instant now, Duration settle) {
      return isWhole || written.isBefore(now.minus(settle));
    }

    @Override
    public Optional<Reading> read() {
      if (length > limits.maxJsonSize()) {
        Problem problem =
            new Problem.TooLarge(file + " line " + number, length, limits.maxJsonSize());
        return Optional.of(new Reading.Refused(null, List.of(problem)));
      }
      try {
        byte[] line = line();
        return Arrays.equals(digest(line), digest)
            ? Optional.of(OtherFile.reading(id(), limits, budget -> reading(line, budget)))
            : Optional.empty();
      } catch (IOException e) {
        return Optional.empty(); // gone, or cut since it was found
      }
    }

    private byte[] line() throws IOException {
      try (RandomAccessFile from = new RandomAccessFile(entry().toFile(), "r")) {
        byte[] line = new byte[length];
        from.seek(begin);
        from.readFully(line);
        return line;
      }
    }

    @Override
    public Optional<RunSource.Item> look() {
      return epoch(id());
    }

    private Reading reading(byte[] line, Budget budget) throws Refusal {
      budget.take(file, line.length);
      String runId = String.format(Locale.ROOT, "%s_epoch_%d", stem, number);
      RunDraft run = new RunDraft(runId, FreqtradeFormat.NAME, budget, new Notices());
      run.meta("stage", "research");
      run.meta("runner", FreqtradeFormat.NAME + " hyperopt");
      run.meta("study", stem);
      run.meta("epoch", number);
      StrategyStats stats = new StrategyStats(run, file);
      boolean[] hasMetrics = {false};
      var _ =
          JsonStream.read(
              file + " line " + number,
              line,
              budget,
              json -> {
                json.object(
                    (name, token) -> {
                      switch (name) {
                        case "results_metrics" -> {
                          hasMetrics[0] = true;
                          stats.read(json);
                        }
                        case "loss" -> run.stat("loss", json.number());
                        case "is_best", "is_initial_point", "is_random" ->
                            run.meta(name, json.value());
                        case "params_details", "params_not_optimized" -> {
                          if (json.value() instanceof Map<?, ?> spaces) {
                            spaces.forEach(
                                (space, values) -> stats.spaceOf(String.valueOf(space), values));
                          }
                        }
                        case "fthypt_fileversion" -> requireKnown(json.value());
                        default -> {}
                      }
                    });
                return true;
              });
      if (!hasMetrics[0]) {
        throw new Refusal(
            new Problem.InvalidStore(
                file, "line " + number + " has no results_metrics: it is no epoch of hyperopt"));
      }
      stats.strategy();
      stats.end();
      run.artifact(
          new Artifact(file + "/" + number, line.length, HexFormat.of().formatHex(digest), null));
      return run.reading();
    }

    private void requireKnown(@Nullable Object version) throws Refusal {
      if (!List.of(1L, VERSION).contains(version)) {
        throw new Refusal(
            new Problem.InvalidStore(
                file,
                "line "
                    + number
                    + " is of version "
                    + version
                    + " of the form; versions up to "
                    + VERSION
                    + " are read"));
      }
    }
  }
}
