package tools.peak.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What becomes of run folders when a writer dies or somebody's disk fills up. */
enum Breakage {
  CUT_STATS("invalid_json"),
  CUT_TRADES("invalid_parquet"),
  NO_SNAPSHOT("missing_snapshot"),
  WORDS_IN_CURVE("invalid_csv"),
  CLIMBING_RUN_ID("invalid_run_id");

  private final String code;

  Breakage(String code) {
    this.code = code;
  }

  /** The code of the reject that such a folder is. */
  String code() {
    return code;
  }

  /** Damages a whole folder. */
  void strike(Path folder) throws IOException {
    switch (this) {
      case CUT_STATS -> cut(folder.resolve("stats.json"));
      case CUT_TRADES -> {
        Path trades = folder.resolve("trades.parquet");
        if (Files.exists(trades)) {
          cut(trades);
        } else {
          Files.write(trades, "PAR1".getBytes(UTF_8));
        }
      }
      case NO_SNAPSHOT -> Files.delete(folder.resolve("config_snapshot.json"));
      case WORDS_IN_CURVE ->
          Files.writeString(folder.resolve("equity.csv"), CurveText.HEADER + "yesterday,a lot\n");
      case CLIMBING_RUN_ID ->
          Files.writeString(
              folder.resolve("config_snapshot.json"), "{\"meta\": {\"run_id\": \"../x\"}}");
    }
  }

  private static void cut(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
  }
}
