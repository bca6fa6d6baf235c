package tools.peak.lake.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import tools.peak.lake.LakeException;
import tools.peak.lake.Relocated;
import tools.peak.lake.catalog.CatalogProvider;
import tools.peak.lake.catalog.LakeFolder;
import tools.peak.lake.schema.LakeTable;
import tools.peak.storage.Location;

/**
 * Makes a lake that was moved or copied one of its new place: the tables' metadata is written anew,
 * and one transaction puts it in force. A copy beside its original gets an identity of its own.
 */
final class LakeRelocation {
  private LakeRelocation() {}

  static Relocated of(SqliteCatalog catalog, CatalogProvider.Context context) {
    Path to = catalog.folder().root();
    Map<String, String> facts = catalog.readDatabase(LakeFacts::read);
    LakeFacts.requireKnownFormat(to, facts);
    Path from = Path.of(facts.getOrDefault(LakeFacts.LOCATION, ""));
    if (from.equals(to)) {
      return new Relocated(from, to, false, catalog.current().number());
    }
    boolean isCopy = isOriginalThere(from, to, facts.getOrDefault(LakeFacts.ID, ""));
    long version =
        catalog
            .writeDatabase(
                "relocate",
                change -> {
                  for (LakeTable table : LakeTable.values()) {
                    if (change.has(table)) {
                      change.move(
                          table,
                          context
                              .tables()
                              .relocated(
                                  change.pointer(table).metadata(),
                                  Location.of(from),
                                  Location.of(to)));
                    }
                  }
                  LakeFacts.relocated(change.database(), to);
                  var _ = change.deed().text("from", from.toString()).text("to", to.toString());
                  if (isCopy) {
                    LakeFacts.identify(change.database(), UUID.randomUUID());
                  }
                  return change.nextVersion();
                })
            .orElseThrow();
    return new Relocated(from, to, isCopy, version);
  }

  /** Whether the same lake lies at its old place too, and is not this one by another name. */
  private static boolean isOriginalThere(Path from, Path to, String id) {
    Path original = new LakeFolder(from).catalog();
    try {
      if (!Files.exists(original) || Files.isSameFile(original, new LakeFolder(to).catalog())) {
        return false;
      }
    } catch (IOException e) {
      return false; // nobody may look there: it is nobody's lake
    }
    try (Sqlite database = Sqlite.unchanging(original)) {
      return id.equals(LakeFacts.read(database).get(LakeFacts.ID));
    } catch (LakeException e) {
      return false; // what lies there is no lake any more
    }
  }
}
