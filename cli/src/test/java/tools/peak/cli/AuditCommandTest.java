package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An auditor's questions, at a terminal and from a script. */
class AuditCommandTest {
  @TempDir Path dir;
  private Path results;

  @BeforeEach
  void load() throws IOException {
    results = dir.resolve("results");
    Folders.run(results, "a", "macd", "1.5");
    Folders.run(results, "b", "rsi", "-2.5");
    assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isZero();
  }

  private Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("lake/catalog.db"));
        Statement executed = connection.createStatement()) {
      assertThat(executed.executeUpdate(statement)).isEqualTo(1);
    }
  }

  @Test
  void who_did_what_is_told_by_the_option_the_variable_or_the_user() {
    String lake = dir.resolve("lake").toString();
    Ran.peak("--actor", "ann", "--lake", lake, "tag", "a", "owner=ann");
    Ran.peak(Map.of("PEAK_ACTOR", "bob", "PEAK_LAKE", lake), "note", "a", "looks odd");
    peak("delete", "b", "--reason", "wrong data", "--yes", "--actor", "carol");
    peak("undo");

    String told = peak("audit").out();

    assertThat(told)
        .containsPattern("ann +tag +key=\"owner\" runs=a value=\"ann\"")
        .containsPattern("bob +note +key=\"note\" runs=a value=\"looks odd\"")
        .containsPattern("carol +delete +plan=[0-9a-f]{8} reason=\"wrong data\" removed=b")
        .containsPattern(System.getProperty("user.name") + "\\S* +undo +plan=\\S+ restored=1")
        .containsPattern("create +format=");
    assertThat(told.indexOf("undo")).as("the newest first").isLessThan(told.indexOf("create"));
    assertThat(peak("tag", "a").out()).contains("ann");
    assertThat(peak("--actor", " ", "audit").exit()).isEqualTo(2);
  }

  @Test
  void deeds_are_found_by_filter_and_by_run_also_of_a_deleted_one() {
    peak("tag", "a", "owner=ann", "--actor", "ann");
    peak("delete", "b", "--yes");

    assertThat(peak("--json", "audit", "--where", "actor = 'ann'").out())
        .contains("\"columns\": [\"seq\", \"at\", \"actor\", \"host\", \"action\", \"parameters\",")
        .contains("\"action\": \"tag\"")
        .doesNotContain("delete");
    assertThat(peak("audit", "--run", "b", "--format", "csv").out().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains(",delete,"));
    assertThat(peak("audit", "--limit", "1", "--format", "csv").out().lines()).hasSize(2);
    assertThat(peak("audit", "--where", "nobody = 'x'").exit()).isEqualTo(2);
    assertThat(peak("sql", "SELECT action FROM audit WHERE seq = 1").out()).contains("create");
  }

  @Test
  void a_whole_chain_is_0_and_a_broken_one_1_with_the_first_bad_row() throws SQLException {
    peak("tag", "a", "owner=ann");
    String whole = peak("--json", "audit", "verify").out();
    assertThat(whole)
        .matches(
            "\\{\"whole\": true, \"rows\": 4, \"first_bad\": null, \"head\": \"4:\\w{64}\"}\n");
    String head = whole.replaceAll("(?s).*\"head\": \"([^\"]+)\".*", "$1");
    peak("tag", "a", "owner=bob");
    assertThat(peak("audit", "verify", "--head", head).exit()).isZero();
    assertThat(peak("audit", "verify").out()).startsWith("whole: 5 rows · head 5:");
    assertThat(peak("audit", "verify", "--head", "4:" + "0".repeat(64)).exit()).isEqualTo(1);
    assertThat(peak("audit", "verify", "--head", "4").exit()).isEqualTo(2);

    sql("UPDATE peak_audit SET actor = 'mallory' WHERE seq = 3");

    Ran broken = peak("--json", "audit", "verify");
    assertThat(broken.exit()).isEqualTo(1);
    assertThat(broken.out()).startsWith("{\"whole\": false, \"rows\": 5, \"first_bad\": 3,");
    assertThat(peak("audit", "verify").out()).contains("row 3: the row was changed");
    assertThat(peak("verify").out()).contains("broken_audit");
    assertThat(peak("verify").exit()).isEqualTo(1);
  }

  @Test
  void versions_are_logged_compared_and_named() throws IOException {
    assertThat(peak("version", "tag", "before").out()).isEqualTo("before is version 3\n");
    Folders.run(results, "a", "macd", "9.5");
    Folders.run(results, "c", "macd", "0.5");
    peak("ingest", results.toString(), "--settle", "0", "--actor", "ann");
    peak("delete", "b", "--yes");
    peak("tag", "a", "owner=ann");

    assertThat(peak("log").out())
        .containsPattern("5 .* delete +0 +0 +1")
        .containsPattern("4 .* ann +ingest +1 +1 +0")
        .containsPattern("3 .* ingest +2 +0 +0 +before");
    assertThat(peak("--json", "log", "--limit", "1").out())
        .contains("\"version\": 6", "\"action\": \"tag\"", "\"truncated\": true");
    assertThat(peak("diff", "before", "latest").out())
        .contains("version 3 to 6 · runs: 1 added, 1 replaced, 1 removed")
        .containsPattern("run +replaced +a ")
        .containsPattern("run +removed +b ")
        .containsPattern("run +added +c ")
        .containsPattern("tag +added +a +owner +ann")
        .containsPattern("table +changed +ingests +1 +2");
    assertThat(peak("diff", "6", "6").out()).isEqualTo("nothing changed from version 6 to 6\n");
    assertThat(peak("--json", "diff", "6", "6").out()).contains("\"rows\": []");
    assertThat(peak("diff", "6", "99").exit()).isEqualTo(2);

    assertThat(peak("query", "--as-of", "before", "--count").out()).isEqualTo("2\n");
    assertThat(peak("version", "tag", "before").err()).contains("before is version 3 already");
    assertThat(peak("version", "tag", "2026-03").exit()).isEqualTo(2);
    assertThat(peak("version", "tag", "old", "--version", "1").out())
        .isEqualTo("old is version 1\n");
    assertThat(peak("version", "list").out()).contains("before", "old");
    assertThat(peak("--json", "version", "untag", "before").out())
        .isEqualTo("{\"name\": \"before\", \"version\": 3}\n");
    assertThat(peak("query", "--as-of", "before", "--count").err()).contains("peak version list");
    assertThat(peak("sql", "SELECT version FROM ingests ORDER BY version", "--format", "csv").out())
        .isEqualToIgnoringNewLines("version34");
  }
}
