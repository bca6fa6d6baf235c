package tools.peak.lake.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import tools.peak.fixtures.contract.CatalogContract;
import tools.peak.lake.FailPoint;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.catalog.CatalogProvider;
import tools.peak.lake.catalog.CatalogTransaction;
import tools.peak.lake.catalog.Commit;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.table.TableStoreProvider;
import tools.peak.storage.local.LocalStorage;

final class SqliteCatalogTest extends CatalogContract {
  @Override
  protected CatalogProvider provider() {
    return new SqliteCatalogProvider();
  }

  @Override
  protected TableStore tables() {
    return ServiceLoader.load(TableStoreProvider.class)
        .findFirst()
        .orElseThrow()
        .open(new LocalStorage(), FailPoint.Listener.none());
  }

  @Override
  protected void moveAsAnotherProgram(Path lake, LakeTable table, TablePointer pointer) {
    try (Sqlite database = Sqlite.open(lake.resolve("catalog.db"))) {
      assertThat(
              database.update(
                  "UPDATE iceberg_tables SET metadata_location = ? WHERE table_name = ?",
                  pointer.metadata(),
                  table.tableName()))
          .isEqualTo(1);
    }
  }

  private SqliteCatalog sqlite() {
    return (SqliteCatalog) catalog();
  }

  @Test
  void a_commit_that_fails_for_an_unknown_reason_is_neither_done_nor_undone() {
    LakeVersion before = catalog().current();

    Commit<Boolean> commit =
        sqlite()
            .writeDatabase(
                "break",
                change -> {
                  change.database().close(); // COMMIT finds no connection
                  return true;
                });

    assertThat(commit).isInstanceOf(Commit.Unknown.class);
    assertThat(commit.failure())
        .hasMessageContaining("whether it is in force nobody knows")
        .hasMessageContaining("nothing was deleted");
    assertThat(catalog().current()).isEqualTo(before);
    boolean isTagged = catalog().change("tag", SqliteCatalogTest::tag);
    assertThat(isTagged).as("the next change has a connection of its own").isTrue();
  }

  private static boolean tag(CatalogTransaction change) {
    change.tags().set(List.of("a"), "note", "x", "me");
    return true;
  }

  @Test
  void a_full_disk_is_said_even_where_sqlite_rolled_back_by_itself() {
    LakeVersion before = catalog().current();

    Commit<Boolean> commit =
        sqlite()
            .writeDatabase(
                "fill",
                change -> {
                  change.database().execute("PRAGMA max_page_count = 1");
                  change
                      .database()
                      .execute(
                          """
                          INSERT INTO peak_tags
                          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
                          SELECT 'run' || i, 'note', 'text of some length', 1, 'me', 2, NULL FROM n""");
                  return true;
                });

    assertThat(commit).isInstanceOf(Commit.RolledBack.class);
    assertThat(commit.failure())
        .hasMessageEndingWith("disk full; the lake is as before")
        .extracting(LakeException::code)
        .isEqualTo(Code.IO);
    assertThat(catalog().current()).isEqualTo(before);
  }

  @Test
  void tags_and_notices_of_one_run_are_found_in_an_index() {
    for (String table : List.of("peak_tags", "peak_notices")) {
      List<String> plan =
          sqlite()
              .readDatabase(
                  database ->
                      database.query(
                          row -> row.getString("detail"),
                          "EXPLAIN QUERY PLAN SELECT * FROM "
                              + table
                              + " WHERE since <= 9 AND (until IS NULL OR until > 9)"
                              + " AND run_id = 'a'"));
      assertThat(plan).singleElement().asString().contains("SEARCH").contains("run_id=?");
    }
  }

  @Test
  void every_connection_that_writes_syncs_each_commit() {
    String pragma = "PRAGMA synchronous";
    long full = 2;

    Commit<Long> writing =
        sqlite()
            .writeDatabase(
                "look",
                change -> change.database().query(row -> row.getLong(1), pragma).getFirst());

    assertThat(writing).isEqualTo(new Commit.Committed<>(full));
    try (Sqlite creating = Sqlite.create(lake().resolveSibling("new.db"))) {
      assertThat(creating.query(row -> row.getLong(1), pragma)).containsExactly(full);
      assertThat(creating.query(row -> row.getString(1), "PRAGMA journal_mode"))
          .containsExactly("wal");
    }
  }
}
