package tools.peak.lake.backup;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a restore came to.
 *
 * @param folder where the lake lies now
 * @param version that was brought back
 * @param files how many files its folder has
 * @param bytes they have
 * @param rows of each table, as they were counted when it was backed up
 */
public record RestoreResult(
    Path folder, long version, int files, long bytes, Map<String, Long> rows) {
  public RestoreResult {
    rows = Map.copyOf(new TreeMap<>(rows));
  }
}
