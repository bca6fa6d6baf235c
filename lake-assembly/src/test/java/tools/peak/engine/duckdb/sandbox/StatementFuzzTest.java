package tools.peak.engine.duckdb.sandbox;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.peak.lake.LakeException;

/**
 * Statements of any text are refused in words, or they read but the tables that they may: what is
 * let through says so itself.
 */
final class StatementFuzzTest {
  private static final Set<String> TABLES = Set.of("runs", "trades");
  private static DuckDBConnection duckdb;

  @BeforeAll
  static void open() throws SQLException {
    duckdb = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
  }

  @AfterAll
  static void close() throws SQLException {
    duckdb.close();
  }

  @FuzzTest
  void text(byte[] bytes) throws SQLException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      StatementCheck.Needs needs = SqlWorker.check(duckdb, text, TABLES);
      if (!TABLES.containsAll(needs.tables())) {
        throw new AssertionError("lets " + needs.tables() + " through");
      }
    } catch (LakeException e) {
      if (String.valueOf(e.getMessage()).isBlank()) {
        throw new AssertionError("refused without a word", e);
      }
    }
  }
}
