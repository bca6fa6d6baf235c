package tools.peak.parquet.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.parquet.Fixtures;
import tools.peak.parquet.OtherEngine;

/** Files of pyarrow, parquet-java and DuckDB, compared with what DuckDB reads in them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherWritersTest {
  private OtherEngine duckDb;

  @BeforeAll
  void open() throws SQLException {
    duckDb = new OtherEngine();
  }

  @AfterAll
  void close() throws SQLException {
    duckDb.close();
  }

  static List<Path> files() throws IOException {
    return Fixtures.readable();
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_file_reads_as_another_engine_reads_it(Path file) throws Exception {
    assertThat(Fixtures.values(Fixtures.table(Files.readAllBytes(file))))
        .containsExactlyElementsOf(duckDb.values(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CODEC snappy",
        "CODEC zstd, ROW_GROUP_SIZE 2048",
        "CODEC gzip, PARQUET_VERSION v2",
        "CODEC lz4_raw, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 1",
        "CODEC uncompressed, DICTIONARY_SIZE_LIMIT 1",
      })
  void a_file_of_duckdb_reads_as_it_reads_itself(String options, @TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("trades.parquet");
    duckDb.run(
        """
        COPY (
          SELECT
            i AS id,
            TIMESTAMPTZ '2024-02-29 08:21:16.589372+00' + INTERVAL (i) MINUTE AS entry_time,
            CASE WHEN i %% 7 < 5 THEN sqrt(i) END AS price,
            CASE i %% 3 WHEN 0 THEN 'long' WHEN 1 THEN 'short' END AS side,
            'order ' || i AS "order",
            CAST(i AS DECIMAL(12, 3)) / 8 AS cost,
            i %% 5 = 0 AS won,
            CAST(i AS UBIGINT) * 1000000 AS volume,
            CAST(i AS FLOAT) / 3 AS ratio,
            DATE '2024-01-01' + CAST(i AS INTEGER) AS day,
            CAST(NULL AS VARCHAR) AS nothing,
            md5(CAST(i AS VARCHAR)) AS digest
          FROM range(2500) AS t(i)
        ) TO '%s' (FORMAT parquet, %s)
        """
            .formatted(file, options));

    assertThat(Fixtures.values(Fixtures.table(Files.readAllBytes(file))))
        .hasSize(12 * 2500)
        .containsExactlyElementsOf(duckDb.values(file));
  }
}
