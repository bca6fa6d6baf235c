package tools.peak.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static tools.peak.fixtures.lake.TestRun.run;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.lake.TestLake;

/** Where the system's folder for temporary files can't be written, questions are answered. */
final class WithoutTemporaryFolderTest {
  private final String before = System.getProperty("java.io.tmpdir");

  @TempDir Path folder;
  private TestLake lake;

  @BeforeEach
  void without() throws SQLException {
    try (Connection _ = DriverManager.getConnection("jdbc:duckdb:")) {
      // DuckDB's library is in memory from here on.
    }
    System.setProperty("java.io.tmpdir", "/proc/none");
    lake = new TestLake(folder);
    lake.commit(List.of(run("a").metric("sharpe", 1)));
  }

  @AfterEach
  void restore() throws SQLException {
    System.setProperty("java.io.tmpdir", before);
    lake.close();
  }

  @Test
  void questions_are_answered() {
    assertThat(lake.queries().runs().where("sharpe = 1").fetch().rows()).hasSize(1);
    assertThat(lake.queries().sql("SELECT count(*) FROM runs").fetch().rows())
        .containsExactly(List.of(1L));
  }
}
