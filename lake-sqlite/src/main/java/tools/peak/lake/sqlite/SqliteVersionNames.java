package tools.peak.lake.sqlite;

import java.util.List;
import tools.peak.lake.catalog.VersionNames;

/** {@code peak_version_names}. */
class SqliteVersionNames implements VersionNames {
  private final Sqlite database;

  SqliteVersionNames(Sqlite database) {
    this.database = database;
  }

  @Override
  public List<Named> all() {
    return AuditTables.areIn(database)
        ? database.query(
            row ->
                new Named(
                    AuditRow.text(row, 1),
                    row.getLong(2),
                    Micros.instant(row.getLong(3)),
                    AuditRow.text(row, 4)),
            "SELECT name, version, set_at, set_by FROM peak_version_names ORDER BY name")
        : List.of();
  }

  /** The same within a transaction. */
  static final class OfTransaction extends SqliteVersionNames implements VersionNames.Update {
    private final Sqlite database;

    OfTransaction(Sqlite database) {
      super(database);
      this.database = database;
    }

    @Override
    public void add(Named named) {
      var _ =
          database.update(
              "INSERT INTO peak_version_names VALUES (?, ?, ?, ?)",
              named.name(),
              named.version(),
              Micros.of(named.setAt()),
              named.setBy());
    }

    @Override
    public void remove(String name) {
      var _ = database.update("DELETE FROM peak_version_names WHERE name = ?", name);
    }
  }
}
