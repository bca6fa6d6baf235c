package tools.peak.lake.catalog;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

/**
 * What was done to the lake, by whom: a row a {@link Deed}, each bound to the one before it by its
 * hash. Rows are written by transactions alone ({@link CatalogTransaction#deed()}), and none is
 * ever changed.
 */
public interface Audit {
  /** What a row of the audit consists of. */
  List<Column> COLUMNS =
      List.of(
          new Column("seq", ColumnType.LONG),
          new Column("at", ColumnType.TIMESTAMP),
          new Column("actor", ColumnType.TEXT),
          new Column("host", ColumnType.TEXT),
          new Column("action", ColumnType.TEXT),
          new Column("parameters", ColumnType.TEXT),
          new Column("version_before", ColumnType.LONG),
          new Column("version_after", ColumnType.LONG),
          new Column("hash_before", ColumnType.TEXT),
          new Column("hash", ColumnType.TEXT));

  /**
   * The newest row: who knows it knows all before it.
   *
   * @param seq its number, from 1
   * @param hash its hash, in hexadecimal
   */
  record Head(long seq, String hash) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

    /** Reads {@code 17:9b2f…}; empty if it is no such text. */
    public static Optional<Head> parse(String text) {
      Matcher written = WRITTEN.matcher(text);
      return written.matches()
          ? Optional.of(new Head(Long.parseLong(written.group(1)), written.group(2)))
          : Optional.empty();
    }
  }

  /**
   * What became of the chain.
   *
   * @param rows how many rows there are
   * @param firstBad the number of the first row that was edited, dropped, inserted or moved; null
   *     if the chain is whole
   * @param reason what is wrong there; empty if nothing is
   */
  record Check(long rows, @Nullable Long firstBad, String reason) {
    public boolean isWhole() {
      return firstBad == null;
    }
  }

  /**
   * A row of the chain: the columns of {@code audit}.
   *
   * @param parameters a JSON object, in which texts and runs are hashes
   */
  record Row(
      long seq,
      Instant at,
      String actor,
      String host,
      String action,
      String parameters,
      long versionBefore,
      long versionAfter,
      String hashBefore,
      String hash) {}

  /**
   * The newest rows, newest first, without looking at the others.
   *
   * @param limit how many at most
   */
  List<Row> newest(long limit);

  /**
   * What stands beside the chain, in clear, of a row's parameters.
   *
   * @param name the parameter's name
   * @param text what was written, or a run_id
   */
  record Name(String name, String text) {}

  /**
   * The names and texts of a row, those that are no run_ids first.
   *
   * @param limit how many at most
   */
  List<Name> names(long seq, int limit);

  /** The newest row; empty in a lake that an older Peak wrote last. */
  Optional<Head> head();

  /**
   * Whether the chain has that row, unchanged: a lake may go on with a backup whose newest head is
   * in its own chain.
   */
  boolean holds(Head head);

  /** Reads the whole chain again. */
  Check check();

  /**
   * How a run_id, or any other text, stands in the chain: a keyed hash of 22 characters, the same
   * in this lake and its copies, another in every other lake.
   */
  String hashOf(String text);

  /** The audit within a transaction. */
  interface Update extends Audit {
    /**
     * Forgets the names of runs that are gone for good, and texts in which one of them stands. The
     * chain stays as it is: it has but their hashes.
     *
     * @return how many names and texts are gone
     */
    long forget(Collection<String> runIds);
  }
}
