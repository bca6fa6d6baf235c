package tools.peak.lake.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans: what was worked out and shown, and is done as it was shown or not at all. */
public interface Plans {
  /**
   * A plan.
   *
   * @param id names it
   * @param kind what it plans, such as {@code retention}
   * @param madeAt the time that it goes by
   * @param version the lake's version that it was made from
   * @param document what is to be done, in JSON
   * @param applied the version that applying it made; null until then
   * @param undone the version that took it back; null until then
   */
  record Plan(
      String id,
      String kind,
      Instant madeAt,
      long version,
      String document,
      @Nullable Long applied,
      @Nullable Long undone) {}

  Optional<Plan> find(String id);

  /** All of them. */
  List<Plan> all();

  /** Those that were applied and not taken back, the newest first. */
  List<Plan> inForce();

  /** Plans within a transaction. To keep one is no version of the lake. */
  interface Update extends Plans {
    void save(Plan plan);

    /** Puts another document in the place of a plan's: what it named is gone. */
    void replace(String id, String document);

    /** Says that this transaction does what was planned. */
    void apply(String id);

    /** Says that a plan of upkeep is done, as of a version: that makes none. */
    void done(String id, long version);

    /** Says that this transaction takes it back. */
    void undo(String id);
  }
}
