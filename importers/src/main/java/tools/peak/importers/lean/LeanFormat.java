package tools.peak.importers.lean;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.lake.ingest.RunSource;
import tools.peak.lake.ingest.SourceFormat;

/**
 * A backtest's result of LEAN: a {@code .json} of any name, known by its keys. What lies beside it
 * under its name, a summary and the events of orders, belongs to it.
 *
 * @param isNamed whether the user says so, and the keys don't have to
 */
public record LeanFormat(boolean isNamed) implements SourceFormat {
  static final String NAME = "lean";

  private static final String JSON = ".json";
  private static final String SUMMARY = "-summary" + JSON;
  private static final String EVENTS = "-order-events" + JSON;
  private static final int FIRST = 512;
  private static final int LOOKED_AT = 64 << 10;

  /** Keys that a result begins with, in small letters. */
  private static final Set<String> BEGINS =
      Set.of(
          "rollingwindow",
          "totalperformance",
          "alpharuntimestatistics",
          "charts",
          "orders",
          "profitloss",
          "statistics",
          "runtimestatistics",
          "serverstatistics",
          "state",
          "algorithmconfiguration");

  /** Keys that only a result has. */
  private static final Set<String> TELLING =
      Set.of(
          "\"rollingwindow\"",
          "\"totalperformance\"",
          "\"runtimestatistics\"",
          "\"algorithmconfiguration\"",
          "\"strategy equity\"");

  private static final Pattern FIRST_KEY = Pattern.compile("\\A\\uFEFF?\\s*\\{\\s*\"([^\"]+)\"");

  /** Told by the keys of files. */
  public LeanFormat() {
    this(false);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SourceFormat named() {
    return new LeanFormat(true);
  }

  @Override
  public boolean mayBe(String fileName) {
    return fileName.endsWith(JSON);
  }

  @Override
  public Mark file(Path file) {
    String name = String.valueOf(file.getFileName());
    for (String part : Set.of(SUMMARY, EVENTS)) {
      if (name.endsWith(part)) {
        String result = name.substring(0, name.length() - part.length()) + JSON;
        if (Files.isRegularFile(file.resolveSibling(result))) {
          return Mark.PART;
        }
      }
    }
    if (name.endsWith(EVENTS)) {
      return Mark.NONE;
    }
    return isNamed || isResult(file) ? Mark.RUNS : Mark.NONE;
  }

  private static boolean isResult(Path file) {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      Matcher first = FIRST_KEY.matcher(text(bytes, 0, FIRST));
      if (!first.find() || !BEGINS.contains(first.group(1).toLowerCase(Locale.ROOT))) {
        return false;
      }
      String begin = text(bytes, 0, LOOKED_AT).toLowerCase(Locale.ROOT);
      String end =
          text(bytes, Math.max(0, bytes.length() - LOOKED_AT), LOOKED_AT).toLowerCase(Locale.ROOT);
      return TELLING.stream().anyMatch(key -> begin.contains(key) || end.contains(key));
    } catch (IOException e) {
      return false;
    }
  }

  private static String text(RandomAccessFile file, long at, int length) throws IOException {
    byte[] bytes = new byte[(int) Math.min(length, Math.max(0, file.length() - at))];
    file.seek(at);
    file.readFully(bytes);
    return new String(bytes, UTF_8);
  }

  @Override
  public Mark folder(Path folder) {
    return Mark.NONE;
  }

  @Override
  public RunSource open(Path entry, ReadLimits limits, InstantSource clock) {
    return new LeanSource(entry, limits);
  }
}
