package tools.peak.lake.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.peak.lake.Actor;
import tools.peak.lake.catalog.Audit;
import tools.peak.lake.catalog.Deed;

/** {@code peak_audit}, and {@code peak_audit_names} beside it. */
class SqliteAudit implements Audit {
  /** Where the newest row is noted a second time: who drops the last rows must know of it. */
  static final String HEAD = "audit_head";

  private final Sqlite database;

  SqliteAudit(Sqlite database) {
    this.database = database;
  }

  @Override
  public Optional<Head> head() {
    return AuditTables.areIn(database)
        ? database
            .query(
                row -> new Head(row.getLong(1), AuditRow.text(row, 2)),
                "SELECT seq, hash FROM peak_audit ORDER BY seq DESC LIMIT 1")
            .stream()
            .findFirst()
        : Optional.empty();
  }

  @Override
  public List<Row> newest(long limit) {
    return AuditTables.areIn(database)
        ? database.query(SqliteAudit::row, AuditRow.SELECT + "ORDER BY seq DESC LIMIT ?", limit)
        : List.of();
  }

  private static Row row(ResultSet row) throws SQLException {
    AuditRow of = AuditRow.of(row);
    return new Row(
        of.seq(),
        Micros.instant(of.at()),
        of.actor(),
        of.host(),
        of.action(),
        of.parameters(),
        of.versionBefore(),
        of.versionAfter(),
        of.hashBefore(),
        AuditRow.text(row, 10));
  }

  @Override
  public List<Name> names(long seq, int limit) {
    return AuditTables.areIn(database)
        ? database.query(
            row -> new Name(AuditRow.text(row, 1), AuditRow.text(row, 2)),
            "SELECT name, text FROM peak_audit_names WHERE seq = ? ORDER BY is_run, rowid LIMIT ?",
            seq,
            limit)
        : List.of();
  }

  @Override
  public boolean holds(Head head) {
    return AuditTables.areIn(database)
        && database.finds(
            "SELECT seq FROM peak_audit WHERE seq = ? AND hash = ?", head.seq(), head.hash());
  }

  @Override
  public Check check() {
    return AuditTables.areIn(database) ? new AuditCheck(database).check() : new Check(0, null, "");
  }

  @Override
  public String hashOf(String text) {
    return AuditTables.areIn(database) ? KeyedHash.of(database).of(text) : "";
  }

  /**
   * Writes the row of a deed.
   *
   * @param at microseconds since the epoch, UTC
   */
  static void append(Sqlite database, Deed deed, Actor actor, long at, long before, long after) {
    Head head = new SqliteAudit(database).head().orElse(new Head(0, AuditRow.FIRST));
    AuditRow row =
        new AuditRow(
            head.seq() + 1,
            at,
            actor.name(),
            actor.host(),
            deed.action(),
            new AuditParameters(KeyedHash.of(database)).of(deed),
            before,
            after,
            head.hash());
    String hash = row.hash();
    var _ =
        database.update(
            "INSERT INTO peak_audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row.seq(),
            row.at(),
            row.actor(),
            row.host(),
            row.action(),
            row.parameters(),
            row.versionBefore(),
            row.versionAfter(),
            row.hashBefore(),
            hash);
    for (Map.Entry<String, Deed.Parameter> parameter : deed.parameters().entrySet()) {
      database.updateAll(
          "INSERT INTO peak_audit_names VALUES (?, ?, ?, ?)",
          AuditParameters.clear(parameter),
          text ->
              new Object[] {
                row.seq(),
                parameter.getKey(),
                text,
                parameter.getValue() instanceof Deed.Parameter.Runs ? 1 : 0
              });
    }
    LakeFacts.note(database, HEAD, row.seq() + ":" + hash);
  }

  /** The same within a transaction. */
  static final class OfTransaction extends SqliteAudit implements Audit.Update {
    private final Sqlite database;

    OfTransaction(Sqlite database) {
      super(database);
      this.database = database;
    }

    @Override
    public long forget(Collection<String> runIds) {
      if (!AuditTables.areIn(database)) {
        return 0;
      }
      Set<String> gone = new HashSet<>(runIds);
      List<Long> rows = new ArrayList<>();
      database.forEach(
          row -> new Kept(row.getLong(1), AuditRow.text(row, 2), row.getInt(3) == 1),
          name -> {
            if (name.isRun() ? gone.contains(name.text()) : mentions(name.text(), gone)) {
              rows.add(name.id());
            }
          },
          "SELECT rowid, text, is_run FROM peak_audit_names");
      database.updateAll(
          "DELETE FROM peak_audit_names WHERE rowid = ?", rows, row -> new Object[] {row});
      return rows.size();
    }

    private record Kept(long id, String text, boolean isRun) {}

    private static boolean mentions(String text, Set<String> gone) {
      return gone.stream().anyMatch(text::contains);
    }
  }
}
