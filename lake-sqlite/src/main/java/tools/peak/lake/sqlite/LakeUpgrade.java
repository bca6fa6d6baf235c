package tools.peak.lake.sqlite;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.catalog.CatalogProvider;
import tools.peak.lake.catalog.LakeSettings;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableStore;

/** Gives a lake that an older Peak made the tables that came since. */
final class LakeUpgrade {
  private LakeUpgrade() {}

  /** The columns that came since the table was made. */
  private static void addColumns(SqliteTransaction change, LakeTable table, TableStore tables) {
    TablePointer pointer = change.pointer(table);
    Set<Column> there =
        tables.fields(pointer).stream().map(Field::column).collect(Collectors.toSet());
    List<Column> missing =
        table.columns().stream().filter(column -> !there.contains(column)).toList();
    if (!missing.isEmpty()) {
      change.move(table, tables.addColumns(pointer, missing));
    }
  }

  static void of(SqliteCatalog catalog, CatalogProvider.Context context) {
    if (catalog.readDatabase(LakeFacts::isOfThisFormat)) {
      return;
    }
    boolean _ =
        catalog
            .writeDatabase(
                "upgrade",
                change -> {
                  CatalogSchema.upgrade(change.database());
                  for (LakeTable table : LakeTable.values()) {
                    if (!change.has(table)) {
                      change.move(table, LakeCreation.table(catalog.folder(), table, context));
                    } else {
                      addColumns(change, table, context.tables());
                    }
                  }
                  var _ = change.deed().number("format", CatalogSchema.FORMAT);
                  LakeFacts.upgraded(change.database());
                  change.markChanged();
                  return true;
                })
            .orElseThrow();
    try {
      LakeSettings.raiseFormat(catalog.folder().settings(), CatalogSchema.FORMAT);
    } catch (IOException e) {
      throw DiskFailure.of(catalog.folder().root().toString(), e);
    }
  }
}
