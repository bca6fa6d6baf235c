package tools.peak.evidence.artifact;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names under which other tools write what Peak reads from a file of another name or format. */
public final class UnreadFiles {
  private static final Map<String, String> READ_INSTEAD =
      Map.of(
          "equity", EvidenceFiles.EQUITY,
          "equity_curve", EvidenceFiles.EQUITY,
          "trades", EvidenceFiles.TRADES,
          "fills", EvidenceFiles.TRADES,
          "stats", EvidenceFiles.STATS,
          "metrics", EvidenceFiles.STATS);

  private static final Set<String> DATA =
      Set.of(
          "csv", "tsv", "parquet", "json", "jsonl", "ndjson", "feather", "arrow", "pkl", "pickle",
          "h5", "hdf5", "npy", "npz", "xlsx", "yaml", "yml");

  private UnreadFiles() {}

  /** The file that is read in the place of one that holds such data; null for any other file. */
  public static @Nullable String readInstead(String name) {
    if (EvidenceFiles.KNOWN.contains(name)) {
      return null;
    }
    String[] parts = name.toLowerCase(Locale.ROOT).split("\\.", 3);
    return parts.length > 1 && DATA.contains(parts[1]) ? READ_INSTEAD.get(parts[0]) : null;
  }
}
