package tools.peak.lake.sqlite;

import java.io.IOException;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.catalog.CatalogProvider;
import tools.peak.lake.catalog.LakeSettings;
import tools.peak.lake.schema.LakeTable;

/** Gives a lake that an older Peak made the tables that came since. */
final class LakeUpgrade {
  private LakeUpgrade() {}

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
