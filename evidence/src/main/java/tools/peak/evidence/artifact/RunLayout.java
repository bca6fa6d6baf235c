package tools.peak.evidence.artifact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which file of a run folder holds what. Our own names always win; a folder without a snapshot of
 * ours may use those that homemade tools write.
 *
 * @param stats the file of the metrics, which may be missing; so of the next two
 * @param params the files that hold the parameters: none where the snapshot does; of two nobody
 *     knows which is meant
 * @param unread files of such names that are not read, each with the one that is
 */
public record RunLayout(
    String stats, String equity, String trades, List<String> params, Map<String, String> unread) {

  /** A folder of ours. */
  public static final RunLayout OURS =
      new RunLayout(
          EvidenceFiles.STATS, EvidenceFiles.EQUITY, EvidenceFiles.TRADES, List.of(), Map.of());

  private static final String METRICS = "metrics.json";
  private static final String CURVE = "equity.parquet";
  private static final String TRADES = "trades.csv";
  private static final List<String> PARAMS =
      List.of("params.json", "params.toml", "params.yaml", "params.yml");

  /** The names that homemade tools write. */
  public static final Set<String> OTHER_NAMES =
      Set.of(METRICS, CURVE, TRADES, "params.json", "params.toml", "params.yaml", "params.yml");

  public RunLayout {
    params = List.copyOf(params);
    unread = Map.copyOf(unread);
  }

  /**
   * The names of which a run's folder holds at least one: our snapshot, or what says by its name
   * that its folder is a run's.
   */
  public static final List<String> MARKS =
      List.of(
          EvidenceFiles.SNAPSHOT,
          METRICS,
          "params.json",
          "params.toml",
          "params.yaml",
          "params.yml");

  private static boolean isMark(String name) {
    return name.equals(METRICS) || PARAMS.contains(name);
  }

  /**
   * Whether a folder without a snapshot of ours is a run by the names of its files: one is {@code
   * metrics.json} or holds parameters, and another one is of these names or of ours.
   */
  public static boolean makesRun(Collection<String> names) {
    boolean isMarked = names.stream().anyMatch(RunLayout::isMark);
    return isMarked
        && names.stream()
                .filter(name -> OTHER_NAMES.contains(name) || EvidenceFiles.KNOWN.contains(name))
                .limit(2)
                .count()
            == 2;
  }

  /**
   * The layout of a folder that is a run by the names of its files.
   *
   * @param hasParams whether the snapshot, though no run's of ours, holds parameters
   */
  public static RunLayout of(Collection<String> names, boolean hasParams) {
    Map<String, String> unread = new LinkedHashMap<>();
    List<String> params = new ArrayList<>(PARAMS);
    params.retainAll(names);
    if (hasParams) {
      params.forEach(name -> unread.put(name, EvidenceFiles.SNAPSHOT));
      params.clear();
    }
    return new RunLayout(
        chosen(EvidenceFiles.STATS, METRICS, names, unread),
        chosen(EvidenceFiles.EQUITY, CURVE, names, unread),
        chosen(EvidenceFiles.TRADES, TRADES, names, unread),
        params,
        unread);
  }

  private static String chosen(
      String ours, String other, Collection<String> names, Map<String, String> unread) {
    if (!names.contains(other)) {
      return ours;
    }
    if (names.contains(ours)) {
      unread.put(other, ours);
      return ours;
    }
    return other;
  }

  /** Whether a table is made of the file: a run without it would not be the run. */
  public boolean isNeeded(String name) {
    return name.equals(EvidenceFiles.SNAPSHOT)
        || name.equals(stats)
        || name.equals(equity)
        || name.equals(trades)
        || params.contains(name);
  }

  /** What each file of another name is taken for. */
  public Map<String, String> takenFor() {
    Map<String, String> taken = new LinkedHashMap<>();
    put(taken, METRICS, stats, "stats.json, the run's metrics");
    put(taken, CURVE, equity, "equity.csv, the run's curve");
    put(taken, TRADES, trades, "trades.parquet, the run's trades");
    params.forEach(name -> taken.put(name, "the run's parameters"));
    return taken;
  }

  private static void put(Map<String, String> taken, String other, String chosen, String what) {
    if (chosen.equals(other)) {
      taken.put(other, what);
    }
  }
}
