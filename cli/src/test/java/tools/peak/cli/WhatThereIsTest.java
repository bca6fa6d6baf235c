package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lists of what runs have, and statements that come from files. */
class WhatThereIsTest {
  @TempDir static Path dir;

  @BeforeAll
  static void load() throws IOException {
    Path results = dir.resolve("results");
    Folders.run(results, "alpha", "macd", "1.5");
    Folders.run(results, "beta", "macd", "2.5");
    Folders.run(results, "bravo", "rsi", "NaN");
    assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isZero();
    assertThat(peak("tag", "alpha", "owner=ann").exit()).isZero();
  }

  private static Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  @Test
  void metrics_have_counts_and_ranges_of_their_finite_values() {
    assertThat(peak("metrics", "--format", "csv").out())
        .startsWith("metric,runs,not_finite,min,mean,max\n")
        .contains("sharpe,3,1,1.5,2.0,2.5\n", "total_return,3,0,0.25,0.25,0.25\n");
    assertThat(peak("metrics", "SHARP", "--format", "csv").out()).hasLineCount(3);
  }

  @Test
  void parameters_have_types() {
    assertThat(peak("params", "--format", "csv").out())
        .isEqualTo(
            """
            param,runs,types,values,min,max,example
            fast,3,int,1,10.0,10.0,10
            label,3,string,1,,,x
            """);
  }

  @Test
  void strategies_and_tags_are_counted() {
    assertThat(peak("strategies", "--format", "csv").out())
        .startsWith(
            "strategy,runs,symbols,first,last,tier,category,aliases\nmacd,2,1,2024-11-02T08:21:16");
    assertThat(peak("tags", "--json").out())
        .contains("\"tag\": \"owner\", \"runs\": 1, \"values\": 1, \"example\": \"ann\"");
  }

  @Test
  void a_statement_may_stand_in_a_file() throws IOException {
    Path file = dir.resolve("top.sql");
    Files.writeString(file, "-- the best\nSELECT max(total_return) AS best FROM runs;\n");
    assertThat(peak("sql", file.toString(), "--format", "csv").out()).isEqualTo("best\n0.25\n");
    assertThat(peak("sql", "nosuch.sql").err()).contains("syntax error").doesNotContain("allowed");
  }
}
