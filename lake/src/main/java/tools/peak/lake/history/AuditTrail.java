package tools.peak.lake.history;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.catalog.Audit;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.query.Queries;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.StateQuery;

/**
 * What was done to a lake, by whom: a row a deed, written in the same transaction as the deed, each
 * bound to the one before it by its hash.
 */
public final class AuditTrail {
  private static final int SHOWN_NAMES = 16;

  private final Catalog catalog;
  private final Queries queries;

  /** The audit of a lake. */
  public AuditTrail(Catalog catalog, Queries queries) {
    this.catalog = catalog;
    this.queries = queries;
  }

  /** Asks for deeds: the columns of {@code peak_audit}. */
  public StateQuery deeds() {
    return queries.audit();
  }

  /**
   * The newest deeds, newest first: a million others cost no time.
   *
   * @param limit how many at most
   */
  public Result newest(long limit) {
    record Found(long version, List<Audit.Row> rows) {}
    Found found =
        catalog.read(
            moment ->
                new Found(
                    moment.version().number(),
                    moment.audit().newest(limit == Long.MAX_VALUE ? limit : limit + 1)));
    return new Result(
        Long.toString(found.version()),
        Audit.COLUMNS,
        found.rows().stream().limit(limit).map(AuditTrail::values).toList(),
        found.rows().size() > limit,
        Optional.empty());
  }

  private static List<@Nullable Object> values(Audit.Row row) {
    return Arrays.asList(
        row.seq(),
        row.at(),
        row.actor(),
        row.host(),
        row.action(),
        row.parameters(),
        row.versionBefore(),
        row.versionAfter(),
        row.hashBefore(),
        row.hash());
  }

  /**
   * Asks for the deeds that a run, or anything else that somebody named, was part of; also of one
   * that is gone for good.
   */
  public StateQuery deedsOf(String runId) {
    String hash = catalog.read(moment -> moment.audit().hashOf(runId));
    return hash.isEmpty()
        ? deeds().where("seq < 0") // an older Peak made the lake: nobody wrote anything down
        : deeds().where("parameters like '%" + hash.replace("_", "!_") + "%' escape '!'");
  }

  /**
   * A deed's parameters as a person reads them, with the names that are still known.
   *
   * @param seq the deed's number
   * @param parameters as the chain has them
   */
  public String words(long seq, String parameters) {
    return DeedWords.of(parameters, catalog.read(moment -> moment.audit().names(seq, SHOWN_NAMES)));
  }

  /** Reads the whole chain again. */
  public Audit.Check check() {
    return catalog.read(moment -> moment.audit().check());
  }

  /** The newest row's number and hash, as {@code 17:ab…}; empty where there is no audit. */
  public String head() {
    return catalog
        .read(moment -> moment.audit().head())
        .map(head -> head.seq() + ":" + head.hash())
        .orElse("");
  }

  /** Whether the chain has a row that somebody wrote down elsewhere, unchanged. */
  public boolean holds(Audit.Head head) {
    return catalog.read(moment -> moment.audit().holds(head));
  }
}
