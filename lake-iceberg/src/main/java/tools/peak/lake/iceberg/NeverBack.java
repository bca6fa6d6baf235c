package tools.peak.lake.iceberg;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;

/**
 * Times of a table that never step back. Iceberg takes them from the clock, and refuses to change a
 * table whose newest change lies more than a minute ahead of it: a clock that was wrong once would
 * keep a table from being written to until it has caught up. So such a table is changed as if it
 * had been made just now, and then gets its times again; what is new in it is as old as the newest
 * that it had.
 */
final class NeverBack {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LAST_UPDATED = "last-updated-ms";
  private static final String TIME = "timestamp-ms";

  /** The lists of things that have a time, and what names a thing. */
  private static final Map<String, String> TIMED =
      Map.of(
          "snapshots", "snapshot-id",
          "snapshot-log", "snapshot-id",
          "metadata-log", "metadata-file");

  private NeverBack() {}

  static TableMetadata changed(TableMetadata base, long now, UnaryOperator<TableMetadata> change) {
    long newest = base.lastUpdatedMillis();
    if (newest <= now) {
      return change.apply(base);
    }
    Map<String, Long> before = new HashMap<>();
    TableMetadata behind =
        with(
            base,
            now,
            (thing, time) -> {
              before.put(thing, time);
              return Math.min(time, now);
            });
    return with(change.apply(behind), newest, (thing, _) -> before.getOrDefault(thing, newest));
  }

  private interface Times {
    long of(String thing, long time);
  }

  private static TableMetadata with(TableMetadata table, long lastUpdated, Times times) {
    try {
      ObjectNode tree = (ObjectNode) JSON.readTree(TableMetadataParser.toJson(table));
      tree.put(LAST_UPDATED, lastUpdated);
      TIMED.forEach(
          (list, name) -> {
            for (JsonNode thing : tree.path(list)) {
              String key = list + thing.path(name).asText();
              ((ObjectNode) thing).put(TIME, times.of(key, thing.path(TIME).asLong()));
            }
          });
      return TableMetadataParser.fromJson(table.metadataFileLocation(), tree.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Iceberg's own JSON", e);
    }
  }
}
