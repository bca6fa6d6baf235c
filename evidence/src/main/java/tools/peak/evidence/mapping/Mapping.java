package tools.peak.evidence.mapping;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the files of a layout are, and where the values of a run stand in them: the second source of
 * runs beside folders of ours. A user writes it in TOML; {@code docs/mapping.md} says how.
 */
public final class Mapping {
  private final String name;
  private final String sha256;
  private final PathPattern pattern;
  private final boolean eachRow;
  private final DataFile runs;
  private final Map<String, Part> files;
  private final Rule runId;
  private final List<Rule> meta;
  private final List<Rule> params;
  private final List<Rule> metrics;
  private final @Nullable CurveRule curve;
  private final @Nullable TradesRule trades;

  /**
   * A file beside the one that makes a run.
   *
   * @param path where, from the folder of that one
   * @param isOptional whether it may be missing without a word
   */
  record Part(String name, Template path, DataFile data, boolean isOptional) {}

  /**
   * Where a run's curve is.
   *
   * @param file null if it stands in the file that makes the run
   * @param time the column of times; null for the one that looks like it
   * @param equity the column of values, or of returns
   * @param start what returns begin with; NaN if these are no returns
   */
  record CurveRule(
      @Nullable Part file,
      String at,
      @Nullable String time,
      String equity,
      double start,
      Conversion times,
      Conversion numbers,
      int line) {}

  /**
   * Where a run's trades are.
   *
   * @param file null if they stand in the file that makes the run
   * @param columns by the names that Peak reads
   */
  record TradesRule(
      @Nullable Part file, String at, Map<String, Rule> columns, Conversion times, int line) {}

  Mapping(
      String name,
      String sha256,
      PathPattern pattern,
      boolean eachRow,
      DataFile runs,
      Map<String, Part> files,
      Rule runId,
      List<Rule> meta,
      List<Rule> params,
      List<Rule> metrics,
      @Nullable CurveRule curve,
      @Nullable TradesRule trades) {
    this.name = name;
    this.sha256 = sha256;
    this.pattern = pattern;
    this.eachRow = eachRow;
    this.runs = runs;
    this.files = files;
    this.runId = runId;
    this.meta = List.copyOf(meta);
    this.params = List.copyOf(params);
    this.metrics = List.copyOf(metrics);
    this.curve = curve;
    this.trades = trades;
  }

  /**
   * Reads a mapping.
   *
   * @throws IOException if the file can't be read
   * @throws MappingException if it is none, with the line that is wrong
   */
  public static Mapping read(Path file) throws IOException, MappingException {
    return MappingReader.read(file);
  }

  /** The file's name. */
  public String name() {
    return name;
  }

  /** Of what it says, whatever its comments and blanks: 64 hex digits. */
  public String sha256() {
    return sha256;
  }

  /** The pattern of the files that make runs. */
  PathPattern pattern() {
    return pattern;
  }

  /** Whether each row of such a file is a run, instead of the file. */
  boolean isEachRow() {
    return eachRow;
  }

  DataFile runs() {
    return runs;
  }

  Map<String, Part> files() {
    return files;
  }

  Rule runId() {
    return runId;
  }

  List<Rule> meta() {
    return meta;
  }

  List<Rule> params() {
    return params;
  }

  List<Rule> metrics() {
    return metrics;
  }

  @Nullable CurveRule curve() {
    return curve;
  }

  @Nullable TradesRule trades() {
    return trades;
  }

  /** All files that are read beside the one that makes a run. */
  List<Part> allFiles() {
    List<Part> all = new ArrayList<>(files.values());
    if (curve != null && curve.file() != null) {
      all.add(curve.file());
    }
    if (trades != null && trades.file() != null) {
      all.add(trades.file());
    }
    return all;
  }

  /** The rules of a run's values, its run_id's first. */
  List<Rule> rules() {
    return Stream.of(List.of(runId), meta, params, metrics).flatMap(List::stream).toList();
  }

  /** The values that a rule names. */
  static List<FieldRef> fields(Rule rule) {
    return switch (rule.origin()) {
      case Origin.Field(FieldRef ref) -> List.of(ref);
      case Origin.Text(Template template) -> template.fields();
      case Origin.Constant _, Origin.All _ -> List.of();
    };
  }
}
