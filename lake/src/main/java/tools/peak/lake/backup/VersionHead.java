package tools.peak.lake.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.TreeMap;
import tools.peak.lake.LakeVersion;
import tools.peak.storage.Sha256;

/**
 * Tells a version from one of the same number in another history: by when it was committed and by
 * the tables' snapshots, whose ids are random. Where the lake lies doesn't enter.
 */
final class VersionHead {
  private VersionHead() {}

  static String of(LakeVersion version) {
    StringBuilder text = new StringBuilder();
    text.append(version.number()).append(' ').append(version.committedAt());
    text.append(' ').append(version.operation());
    new TreeMap<>(version.tables())
        .forEach(
            (table, pointer) ->
                text.append(' ')
                    .append(table.tableName())
                    .append(' ')
                    .append(pointer.snapshotId()));
    return Sha256.of(text.toString().getBytes(UTF_8));
  }
}
