package tools.peak.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Run;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Value;
import tools.peak.evidence.folder.EvidenceReader;
import tools.peak.evidence.folder.FolderWalk;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.folder.Reading;
import tools.peak.evidence.folder.RunFolder;
import tools.peak.lake.ingest.IngestOptions;
import tools.peak.lake.ingest.SourceChoice;

/**
 * The same runs as folders of ours and by a mapping: rows of one CSV, once alone against folders of
 * snapshot and metrics, once with a curve and trades each against whole folders. In one run, the
 * best of three each. The folder it works in must not exist; it stays.
 */
public final class MappedBenchmark {
  private static final int REPEAT = 3;
  private static final IngestOptions OPTIONS = IngestOptions.DEFAULT.withSettle(Duration.ZERO);

  private final Path work;
  private final PrintStream out;

  private MappedBenchmark(Path work, PrintStream out) {
    this.work = work;
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    if (args.length < 1 || args.length > 2) {
      throw new IllegalArgumentException("usage: MappedBenchmark DIR [RUNS]");
    }
    Path work = Files.createDirectories(Path.of(args[0]));
    int runs = args.length > 1 ? Integer.parseInt(args[1]) : 20_000;
    new MappedBenchmark(work, new PrintStream(System.out, true, UTF_8)).run(runs);
  }

  private void run(int runs) throws Exception {
    Path whole = work.resolve("whole");
    Path bare = Files.createDirectories(work.resolve("bare"));
    Path mapped = Files.createDirectories(work.resolve("mapped"));
    RunFolders.seeded(7).write(whole, 0, runs);
    write(whole, bare, mapped);
    Files.writeString(work.resolve("rows.toml"), rules(""));
    Files.writeString(
        work.resolve("files.toml"),
        rules(
            """
            [curve]
            file = "{run_id}.csv"
            optional = true
            [trades]
            file = "{run_id}.parquet"
            optional = true
            """));
    compare("rows of a CSV, bare folders", bare, "rows.toml", mapped, runs);
    compare("with curve and trades, whole folders", whole, "files.toml", mapped, runs);
  }

  private static String rules(String more) {
    return """
    [runs]
    file = "results.csv"
    [meta]
    run_id = "run_id"
    "*" = "meta_*"
    [params]
    "*" = "param_*"
    [metrics]
    "*" = "stat_*"
    """
        + more;
  }

  private void compare(String name, Path folders, String mapping, Path mapped, int runs)
      throws Exception {
    SourceChoice choice = new SourceChoice.Mapped(work.resolve(mapping));
    Measured ours = new Measured(Double.MAX_VALUE, Double.NaN);
    Measured theirs = ours;
    for (int time = 0; time < REPEAT; time++) {
      ours = ours.better(load(folders, OPTIONS, runs));
      theirs = theirs.better(load(mapped, OPTIONS.withSource(choice), runs));
    }
    out.printf(
        Locale.ROOT,
        "%s%n  folders  %s%n  mapped   %s   %.2f x%n",
        name,
        ours,
        theirs,
        theirs.seconds() / ours.seconds());
  }

  private Measured load(Path results, IngestOptions options, int runs) throws Exception {
    return FreshLake.load(work.resolve("lake"), results, options, runs);
  }

  /** The same runs in the other forms. */
  private static void write(Path whole, Path bare, Path mapped)
      throws IOException, InterruptedException {
    List<Map<String, @Nullable String>> rows = new ArrayList<>();
    EvidenceReader reader = new EvidenceReader(ReadLimits.DEFAULT);
    long _ =
        FolderWalk.of(List.of(whole))
            .forEach(
                new FolderWalk.Visitor() {
                  @Override
                  public void folder(RunFolder folder) {
                    try {
                      rows.add(copy(folder, reader, bare, mapped));
                    } catch (IOException e) {
                      throw new IllegalStateException(e);
                    }
                  }

                  @Override
                  public void unreadable(Path path, Problem problem) {
                    throw new IllegalStateException(problem.reason());
                  }
                });
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.keySet()));
    StringBuilder csv = new StringBuilder(String.join(",", columns)).append('\n');
    for (Map<String, @Nullable String> row : rows) {
      csv.append(
              columns.stream()
                  .map(column -> cell(row.get(column)))
                  .collect(Collectors.joining(",")))
          .append('\n');
    }
    Files.writeString(mapped.resolve("results.csv"), csv);
  }

  private static Map<String, @Nullable String> copy(
      RunFolder folder, EvidenceReader reader, Path bare, Path mapped) throws IOException {
    if (!(reader.read(folder) instanceof Reading.Loaded(Run run, _))) {
      throw new IllegalStateException(folder.path().toString());
    }
    Path target = Files.createDirectory(bare.resolve(run.runId()));
    for (String name : List.of("config_snapshot.json", "stats.json")) {
      copy(folder.path().resolve(name), target.resolve(name));
    }
    copy(folder.path().resolve("equity.csv"), mapped.resolve(run.runId() + ".csv"));
    copy(folder.path().resolve("trades.parquet"), mapped.resolve(run.runId() + ".parquet"));
    Map<String, @Nullable String> row = new LinkedHashMap<>();
    row.put("run_id", run.runId());
    for (Value value : run.meta().values()) {
      if (!value.key().equals("run_id")) {
        row.put("meta_" + value.key(), value.text());
      }
    }
    for (Value value : run.params()) {
      row.put("param_" + value.key(), value.text());
    }
    for (Stat stat : run.stats()) {
      Double value = stat.value();
      row.put("stat_" + stat.metric(), value == null ? stat.text() : value.toString());
    }
    return row;
  }

  private static void copy(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private static String cell(@Nullable String text) {
    return text == null ? "" : '"' + text.replace("\"", "\"\"") + '"';
  }
}
