package tools.peak.lake;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.peak.lake.catalog.CatalogMoment;
import tools.peak.lake.ingest.IngestListener;
import tools.peak.lake.ingest.IngestOptions;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.Rows;

/**
 * Asks a lake, or tries to change it, and says on stdout what it came to: {@code ask PATH TIMES},
 * {@code tag PATH RUN}, {@code look PATH FOLDER} (a dry run) or {@code ingest PATH FOLDER}.
 */
final class ReaderProcess {
  /** So many questions are asked of a lake before it is opened anew. */
  private static final int A_LAKE = 20;

  private ReaderProcess() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path path = Path.of(arguments[1]);
    try {
      switch (arguments[0]) {
        case "ask" -> ask(path, Integer.parseInt(arguments[2]), out);
        case "hold" -> hold(path, Long.parseLong(arguments[2]), out);
        case "tag" -> {
          try (Lake lake = Lake.open(path)) {
            lake.tag(arguments[2], "note", "x");
          }
        }
        case "look" -> {
          IngestOptions options = IngestOptions.DEFAULT.withDryRun(true).withSettle(Duration.ZERO);
          try (Lake lake = Lake.open(path)) {
            out.println(
                lake.ingest(List.of(Path.of(arguments[2])), options, IngestListener.NONE).added());
          }
        }
        default -> {
          try (Lake lake = Lake.openOrCreate(path)) {
            out.println(lake.ingest(Path.of(arguments[2])).added());
          }
        }
      }
    } catch (LakeException e) {
      out.println(e.code() + " " + e.getMessage());
    }
  }

  /**
   * A line an answer: its version, the tag that says which it is, how many runs a second answer
   * found (one that reads files, or the index), and that one's version.
   */
  private static void ask(Path path, int times, PrintStream out) {
    for (int asked = 0; asked < times; ) {
      try (Lake lake = Lake.open(path)) {
        for (int i = 0; i < A_LAKE && asked < times; i++, asked++) {
          Result tags = lake.tags(AsOf.latest());
          String runs = i == 0 ? counted(lake) : lake.catalog().read(ReaderProcess::counted);
          Object tag = tags.rows().getFirst().get(2);
          out.println(tags.snapshot() + " " + tag + " " + runs);
        }
      }
    }
  }

  private static String counted(Lake lake) {
    Result runs = lake.runs().fetch();
    return runs.rows().size() + " " + runs.snapshot();
  }

  private static void hold(Path path, long version, PrintStream out) throws IOException {
    try (Lake lake = Lake.open(path);
        Rows rows = lake.runs().asOf(AsOf.version(version)).stream()) {
      out.println("reading");
      int _ = System.in.read();
      long[] read = {0};
      rows.forEach(_ -> read[0]++);
      out.println(read[0]);
    }
  }

  private static String counted(CatalogMoment moment) {
    long[] runs = {0};
    moment.runs().forEach(_ -> runs[0]++);
    return runs[0] + " " + moment.version().number();
  }
}
