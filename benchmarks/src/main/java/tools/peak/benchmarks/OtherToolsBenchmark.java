package tools.peak.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Run;
import tools.peak.evidence.folder.EvidenceReader;
import tools.peak.evidence.folder.FolderWalk;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.folder.Reading;
import tools.peak.evidence.folder.RunFolder;
import tools.peak.lake.ingest.IngestOptions;

/**
 * The same runs as folders of ours, and as freqtrade, LEAN and MLflow leave them, in one run, the
 * best of some; MLflow's store also against a bare read of its tables. The folder it works in must
 * not exist; it stays.
 */
public final class OtherToolsBenchmark {
  private static final List<String> FORMS = List.of("freqtrade", "lean", "mlflow");
  private static final List<String> TABLES =
      List.of("experiments", "runs", "params", "tags", "latest_metrics", "metrics");
  private static final IngestOptions OPTIONS = IngestOptions.DEFAULT.withSettle(Duration.ZERO);

  private final Path work;
  private final PrintStream out;
  private final int repeat;

  private OtherToolsBenchmark(Path work, PrintStream out, int repeat) {
    this.work = work;
    this.out = out;
    this.repeat = repeat;
  }

  public static void main(String[] args) throws Exception {
    if (args.length < 1 || args.length > 3) {
      throw new IllegalArgumentException("usage: OtherToolsBenchmark DIR [RUNS [REPEAT]]");
    }
    Path work = Files.createDirectories(Path.of(args[0]));
    int runs = args.length > 1 ? Integer.parseInt(args[1]) : 20_000;
    int repeat = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    new OtherToolsBenchmark(work, new PrintStream(System.out, true, UTF_8), repeat).run(runs);
  }

  private void run(int runs) throws Exception {
    Path folders = work.resolve("folders");
    if (Files.notExists(folders)) {
      RunFolders.seeded(7).write(folders, 0, runs);
      write(folders);
    }
    Measured ours = best(folders, runs);
    tell("folders", ours, ours);
    for (String form : FORMS) {
      tell(form, best(work.resolve(form), runs), ours);
    }
    Measured bare = new Measured(Double.MAX_VALUE, Double.NaN);
    for (int time = 0; time < repeat; time++) {
      bare = bare.better(Measured.of(this::bareRead));
    }
    tell("bare read of MLflow's tables", bare, ours);
  }

  private void tell(String what, Measured measured, Measured ours) {
    out.printf(
        Locale.ROOT, "%-30s %s  %.2f x%n", what, measured, measured.seconds() / ours.seconds());
  }

  private Measured best(Path results, int runs) throws Exception {
    Measured best = new Measured(Double.MAX_VALUE, Double.NaN);
    for (int time = 0; time < repeat; time++) {
      best = best.better(load(results, runs));
    }
    return best;
  }

  private Measured load(Path results, int runs) throws Exception {
    return FreshLake.load(work.resolve("lake"), results, OPTIONS, runs);
  }

  /** Every cell of the tables that are read, table by table. */
  private void bareRead() throws SQLException {
    try (Connection store =
            DriverManager.getConnection("jdbc:sqlite:" + work.resolve("mlflow/mlflow.db"));
        Statement statement = store.createStatement()) {
      long cells = 0;
      for (String table : TABLES) {
        try (ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
          int columns = row.getMetaData().getColumnCount();
          while (row.next()) {
            for (int column = 1; column <= columns; column++) {
              cells += row.getObject(column) == null ? 0 : 1;
            }
          }
        }
      }
      if (cells == 0) {
        throw new IllegalStateException("an empty store");
      }
    }
  }

  private void write(Path folders) throws Exception {
    EvidenceReader reader = new EvidenceReader(ReadLimits.DEFAULT);
    try (OtherForms forms = new OtherForms(work)) {
      long _ =
          FolderWalk.of(List.of(folders))
              .forEach(
                  new FolderWalk.Visitor() {
                    @Override
                    public void folder(RunFolder folder) {
                      try {
                        if (reader.read(folder) instanceof Reading.Loaded(Run run, _)) {
                          forms.write(run);
                        }
                      } catch (IOException | SQLException e) {
                        throw new IllegalStateException(e);
                      }
                    }

                    @Override
                    public void unreadable(Path path, Problem problem) {
                      throw new IllegalStateException(problem.reason());
                    }
                  });
    }
  }
}
