package tools.peak.evidence.artifact;

import java.util.Set;

/** The names of a run folder's known artifacts. */
public final class EvidenceFiles {
  public static final String SNAPSHOT = "config_snapshot.json";
  public static final String STATS = "stats.json";
  public static final String EQUITY = "equity.csv";
  public static final String TRADES = "trades.parquet";
  public static final String SNIPPET = "report_snippet.md";
  public static final String TELEMETRY = EvidenceDigest.TELEMETRY;

  /** A folder that holds any of them is looked at as a run folder. */
  public static final Set<String> KNOWN =
      Set.of(SNAPSHOT, STATS, EQUITY, TRADES, SNIPPET, TELEMETRY);

  private EvidenceFiles() {}
}
