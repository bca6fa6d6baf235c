package tools.peak.evidence.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.parquet.AllMissing;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.Strings;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.write.TableWriter;

/**
 * Folders of modest size that take far more memory than they have bytes, read in a heap of 64 MB:
 * each is refused or cut, and none ends the process.
 */
class SmallHeapReadingTest {
  private static final String SPAN =
      "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":"
          + "\"0af7651916cd43dd8448eb211c80319c\",\"spanId\":\"b7ad6b7169203331\",%s}]}]}]}\n";

  @TempDir Path temp;

  @Test
  @Timeout(120)
  void no_folder_takes_more_memory_than_there_is() throws Exception {
    json("deep keys", "config_snapshot.json", deep());
    json("many metrics", "stats.json", "{" + many(800_000, i -> "\"" + i + "\":1") + "}");
    json("many params", "config_snapshot.json", params(many(800_000, i -> "\"" + i + "\":1")));
    json("long curve", "equity.csv", curve(1_800_000));
    json("long key of a span", "telemetry.jsonl", SPAN.formatted(longKey()));
    json("many events", "telemetry.jsonl", SPAN.formatted("\"events\":[" + events() + "]"));
    json("many spans", "telemetry.jsonl", SPAN.formatted(longText(100_000)).repeat(200));
    trades("long text", List.of(text("note", 60_000, "x".repeat(100_000))));
    trades("many columns", numbers(50_000, 60));
    trades("few columns", numbers(10_000, 20));

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                ReadProcess.class.getName(),
                temp.toString())
            .redirectError(temp.resolveSibling(temp.getFileName() + ".stderr").toFile())
            .start();
    List<String> told = process.inputReader(UTF_8).lines().toList();

    assertThat(process.waitFor()).isZero();
    assertThat(told)
        .containsExactly(
            "deep keys refused[too_large]",
            "few columns loaded []",
            "long curve refused[too_large]",
            "long key of a span loaded, its telemetry cut [telemetry]",
            "long text refused[too_large]",
            "many columns refused[too_large]",
            "many events loaded, its telemetry cut [telemetry]",
            "many metrics refused[too_large]",
            "many params refused[too_large]",
            "many spans loaded, its telemetry cut [telemetry]");
  }

  private void json(String folder, String name, String content) {
    Path path = Folders.folder(temp.resolve(folder), "config_snapshot.json", Folders.META);
    Folders.folder(path, name, content);
  }

  private void trades(String folder, List<ParquetColumn> columns) throws IOException {
    Path path = Folders.folder(temp.resolve(folder), "config_snapshot.json", Folders.META);
    int rows = columns.getFirst().size();
    List<ParquetColumn> all = new ArrayList<>();
    all.add(new AllMissing("entry_time", rows));
    all.addAll(columns);
    TableWriter.write(path.resolve("trades.parquet"), all);
  }

  private static String many(int count, IntFunction<String> each) {
    return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining(","));
  }

  private static String params(String params) {
    return "{\"meta\":{},\"params\":{" + params + "}}";
  }

  private static String deep() {
    String begin = ("\"" + "k".repeat(40_000) + "\":{").repeat(20);
    return params(begin + many(60_000, i -> "\"" + i + "\":1") + "}".repeat(20));
  }

  private static String curve(int points) {
    return "timestamp,equity\n" + "2026-11-02T08:21:16,1\n".repeat(points);
  }

  private static String longKey() {
    return "\"attributes\":[{\"key\":\""
        + "k".repeat(1 << 20)
        + "\",\"value\":{\"kvlistValue\":{\"values\":["
        + many(5_000, i -> "{\"key\":\"" + i + "\",\"value\":{\"intValue\":1}}")
        + "]}}}]";
  }

  private static String events() {
    return many(600_000, _ -> "{}");
  }

  private static String longText(int length) {
    return "\"attributes\":[{\"key\":\"k\",\"value\":{\"stringValue\":\""
        + "v".repeat(length)
        + "\"}}]";
  }

  private static ParquetColumn text(String name, int rows, String text) {
    @Nullable String[] texts = new @Nullable String[rows];
    Arrays.fill(texts, text);
    return new Strings(name, Texts.of(texts));
  }

  private static List<ParquetColumn> numbers(int rows, int columns) {
    List<ParquetColumn> numbers = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      double[] values = new double[rows];
      for (int row = 0; row < rows; row++) {
        values[row] = row % 7;
      }
      numbers.add(new Numbers("c" + column, Doubles.of(values, new BitSet())));
    }
    return numbers;
  }
}
