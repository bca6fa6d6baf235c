package tools.peak.importers.freqtrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.zip.ZipFile;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.lake.ingest.RunSource;
import tools.peak.lake.ingest.SourceFormat;

/**
 * Files of freqtrade: a backtest's {@code .zip}, or {@code .json} as it was until 2025, each with a
 * {@code .meta.json} beside it, and hyperopt's {@code .fthypt}.
 *
 * @param isNamed whether the user says so, and the names don't have to
 */
public record FreqtradeFormat(boolean isNamed) implements SourceFormat {
  static final String NAME = "freqtrade";

  private static final String RESULT = "backtest-result";
  private static final String ZIP = ".zip";
  private static final String JSON = ".json";
  private static final String META = ".meta.json";
  private static final String EPOCHS = ".fthypt";
  private static final String LAST = ".last_result.json";

  /** Told by the names of files. */
  public FreqtradeFormat() {
    this(false);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SourceFormat named() {
    return new FreqtradeFormat(true);
  }

  @Override
  public boolean mayBe(String fileName) {
    return fileName.endsWith(ZIP) || fileName.endsWith(JSON) || fileName.endsWith(EPOCHS);
  }

  @Override
  public Mark file(Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(EPOCHS)) {
      return Mark.RUNS;
    }
    if (name.endsWith(ZIP)) {
      return isNamed || name.startsWith(RESULT) || hasMeta(file, name, ZIP) || holdsResult(file)
          ? Mark.RUNS
          : Mark.NONE;
    }
    if (name.equals(LAST)) {
      return Mark.PART;
    }
    if (name.endsWith(META)) {
      String stem = name.substring(0, name.length() - META.length());
      return Files.exists(file.resolveSibling(stem + ZIP))
              || Files.exists(file.resolveSibling(stem + JSON))
          ? Mark.PART
          : Mark.NONE;
    }
    if (name.endsWith(JSON)) {
      return isNamed || name.startsWith(RESULT) || hasMeta(file, name, JSON)
          ? Mark.RUNS
          : Mark.NONE;
    }
    return Mark.NONE;
  }

  private static boolean hasMeta(Path file, String name, String ending) {
    return Files.exists(metaOf(file, name, ending));
  }

  private static Path metaOf(Path file, String name, String ending) {
    return file.resolveSibling(name.substring(0, name.length() - ending.length()) + META);
  }

  /** A zip that was given another name holds a result and its configuration. */
  private static boolean holdsResult(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.stream()
          .map(entry -> entry.getName())
          .anyMatch(
              name ->
                  name.startsWith(RESULT)
                      && name.endsWith("_config" + JSON)
                      && zip.getEntry(name.replace("_config" + JSON, JSON)) != null);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public Mark folder(Path folder) {
    return Mark.NONE;
  }

  @Override
  public RunSource open(Path entry, ReadLimits limits, InstantSource clock) {
    String name = String.valueOf(entry.getFileName());
    if (name.endsWith(EPOCHS)) {
      return new EpochSource(entry, limits);
    }
    String ending = name.endsWith(ZIP) ? ZIP : JSON;
    return new ResultSource(entry, metaOf(entry, name, ending), ending.equals(ZIP), limits);
  }
}
