package tools.peak.lake.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.lake.Actor;
import tools.peak.lake.catalog.Audit;
import tools.peak.lake.catalog.Deed;

/** Somebody changes the audit with SQL of his own. */
final class AuditCheckTest {
  private static final Actor ANN = new Actor("ann", "desk7");

  @TempDir Path temp;
  private Sqlite database;

  @BeforeEach
  void fill() {
    database = Sqlite.create(temp.resolve("catalog.db"));
    CatalogSchema.create(database);
    for (int version = 1; version <= 6; version++) {
      long at = 1_000_000L * version;
      database.execute("INSERT INTO peak_versions VALUES (" + version + ", " + at + ", 'tag')");
      Deed deed = new Deed("tag").runs("runs", List.of("a" + version)).text("key", "k");
      SqliteAudit.append(database, deed, ANN, at, version - 1, version);
    }
    assertThat(check()).isEqualTo(new Audit.Check(6, null, ""));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Audit.Check check() {
    return new SqliteAudit(database).check();
  }

  private void assertFirstBad(long seq, String... statements) {
    for (String statement : statements) {
      database.execute(statement);
    }
    assertThat(check().firstBad()).isEqualTo(seq);
    assertThat(check().reason()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at = at + 1",
        "actor = 'bob'",
        "host = ''",
        "action = 'note'",
        "parameters = '{}'",
        "parameters = replace(parameters, 'key', 'kez')",
        "version_before = 0",
        "version_after = 9",
        "hash_before = upper(hash_before)",
        "hash = hash || ' '",
        "at = at + 0.5",
        "actor = CAST('' AS BLOB)"
      })
  void an_edited_row_is_the_first_bad_one(String edit) {
    assertFirstBad(3, "UPDATE peak_audit SET " + edit + " WHERE seq = 3");
  }

  @Test
  void a_row_whose_hash_was_made_to_fit_breaks_the_next() {
    AuditRow row = database.query(AuditRow::of, AuditRow.SELECT + "WHERE seq = 3").getFirst();
    AuditRow forged =
        new AuditRow(
            row.seq(),
            row.at(),
            "bob",
            row.host(),
            row.action(),
            row.parameters(),
            row.versionBefore(),
            row.versionAfter(),
            row.hashBefore());
    assertFirstBad(
        4, "UPDATE peak_audit SET actor = 'bob', hash = '" + forged.hash() + "' WHERE seq = 3");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 5})
  void a_dropped_row_is_missed(long seq) {
    assertFirstBad(seq, "DELETE FROM peak_audit WHERE seq = " + seq);
  }

  @Test
  void the_last_row_is_missed_by_the_note_of_it() {
    assertFirstBad(6, "DELETE FROM peak_audit WHERE seq = 6");
  }

  @Test
  void the_last_rows_are_missed_by_their_versions_when_the_note_is_rewritten() {
    assertFirstBad(
        5,
        "DELETE FROM peak_audit WHERE seq >= 5",
        "UPDATE peak_lake SET value = (SELECT seq || ':' || hash FROM peak_audit"
            + " ORDER BY seq DESC LIMIT 1) WHERE key = 'audit_head'");
  }

  @Test
  void rows_that_follow_a_dropped_one_can_t_close_ranks() {
    assertFirstBad(
        3,
        "DELETE FROM peak_audit WHERE seq = 3",
        "UPDATE peak_audit SET seq = 3 WHERE seq = 4",
        "UPDATE peak_audit SET seq = 4 WHERE seq = 5",
        "UPDATE peak_audit SET seq = 5 WHERE seq = 6");
  }

  @Test
  void two_rows_that_changed_places_are_found() {
    assertFirstBad(
        2,
        "UPDATE peak_audit SET seq = 99 WHERE seq = 2",
        "UPDATE peak_audit SET seq = 2 WHERE seq = 4",
        "UPDATE peak_audit SET seq = 4 WHERE seq = 99");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 7})
  void an_inserted_row_is_found(long seq) {
    assertFirstBad(
        seq,
        "INSERT INTO peak_audit SELECT "
            + seq
            + ", at, actor, host, action, parameters, version_before, version_after, hash, hash"
            + " FROM peak_audit WHERE seq = 6");
  }

  @Test
  void an_emptied_audit_is_found() {
    assertFirstBad(1, "DELETE FROM peak_audit");
  }

  @Test
  void a_name_that_is_not_the_one_in_the_chain_is_found() {
    assertFirstBad(2, "UPDATE peak_audit_names SET text = 'b' WHERE seq = 2 AND name = 'runs'");
  }

  @Test
  void versions_that_expired_and_names_that_were_forgotten_leave_the_chain_whole() {
    database.execute("DELETE FROM peak_versions WHERE version < 4");
    long forgotten = new SqliteAudit.OfTransaction(database).forget(List.of("a1", "a2"));

    assertThat(forgotten).isEqualTo(2);
    assertThat(check().isWhole()).isTrue();
    assertThat(new SqliteAudit(database).names(1, 9)).containsExactly(new Audit.Name("key", "k"));
  }
}
