package tools.peak.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.Lake;
import tools.peak.lake.Probe;
import tools.peak.lake.schema.LakeTable;
import tools.peak.parquet.Instants;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Times;
import tools.peak.parquet.write.TableWriter;

/**
 * A quarter of the ordinary case that once ended a pass with an OutOfMemoryError at a gigabyte (8
 * folders of 50,000 trades with 40 further columns of numbers), in a quarter of the heap; and
 * beside it a folder that no heap holds.
 */
class SmallHeapTest {
  private static final int TRADES = 12_500;
  private static final int FURTHER_COLUMNS = 40;
  private static final long MICROS_A_MINUTE = 60_000_000;

  @TempDir Path temp;

  @Test
  void large_runs_load_one_after_the_other_and_one_that_never_fits_is_refused() throws Exception {
    Path results = temp.resolve("all/results");
    Random random = new Random(7);
    for (int i = 0; i < 8; i++) {
      Path folder = Chain.bare("large" + i).writeTo(results.resolve("large" + i));
      TableWriter.write(folder.resolve("trades.parquet"), trades(random));
      Chain.settle(folder);
    }
    Path bottomless = Chain.bare("bottomless").writeTo(results.resolve("bottomless"));
    Files.writeString(bottomless.resolve("config_snapshot.json"), nested());
    Chain.settle(bottomless);
    Chain.of("small").writeTo(results.resolve("small"));
    Path lake = temp.resolve("lake");
    Path stderr = temp.resolve("stderr");

    Process process =
        ChildJvm.in(temp.resolve("jvm"))
            .with("-Xmx256m")
            .start(LoadProcess.class, stderr, lake, temp.resolve("all"));
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(Files.readString(stderr)).isZero();
    assertThat(out).isEqualTo("r9");
    assertThat(Probe.rejects(lake))
        .singleElement()
        .satisfies(
            reject -> {
              assertThat(reject.path()).endsWith("bottomless");
              assertThat(reject.code()).isEqualTo("too_large");
            });
    try (Lake whole = Lake.open(lake)) {
      assertThat(Probe.table(whole, LakeTable.TRADES).rows()).isEqualTo(8L * TRADES + 2);
    }
  }

  private static List<ParquetColumn> trades(Random random) {
    long[] entries = new long[TRADES];
    long[] exits = new long[TRADES];
    for (int i = 0; i < TRADES; i++) {
      entries[i] = 1_700_000_000_000_000L + i * MICROS_A_MINUTE;
      exits[i] = entries[i] + MICROS_A_MINUTE / 2;
    }
    List<ParquetColumn> columns = new ArrayList<>();
    columns.add(new Instants("entry_time", Times.ofMicros(entries)));
    columns.add(new Instants("exit_time", Times.ofMicros(exits)));
    for (int column = 0; column < FURTHER_COLUMNS; column++) {
      double[] values = new double[TRADES];
      for (int i = 0; i < TRADES; i++) {
        values[i] = random.nextDouble() * 100;
      }
      columns.add(new Numbers("feature_" + column, Doubles.of(values, new BitSet())));
    }
    return columns;
  }

  /** 1.4 MB whose flattened keys are 48 GB: 60,000 leaves below 20 keys of 40,000 characters. */
  private static String nested() {
    StringBuilder json =
        new StringBuilder("{\"meta\": {\"run_id\": \"bottomless\"}, \"params\": {");
    for (int depth = 0; depth < 20; depth++) {
      json.append('"').append("k".repeat(40_000)).append("\": {");
    }
    for (int leaf = 0; leaf < 60_000; leaf++) {
      json.append(leaf == 0 ? "\"a" : ", \"a").append(leaf).append("\": 1");
    }
    return json.append("}".repeat(20)).append("}}").toString();
  }
}
