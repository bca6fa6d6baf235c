package tools.peak.lake.catalog;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the audit will say of a transaction: which deed it was, and with what. {@link
 * CatalogTransaction#deed()} gives the transaction's own; its row is written with it, or not at
 * all.
 *
 * <p>A transaction that makes a version of the lake has a row whether anybody says more of it or
 * not: its action is then the operation that it was begun with. So most deeds have but to add what
 * they were given:
 *
 * <pre>{@code
 * catalog.change("hold add", change -> {
 *   change.holds().add(runIds, reason, by);
 *   change.deed().runs("runs", runIds).text("reason", reason);
 *   return true;
 * });
 * }</pre>
 *
 * <p>A deed that leaves the version as it is (a backup, an expiry, a name) says {@link #always}:
 *
 * <pre>{@code
 * catalog.change("backup", change -> {
 *   change.deed().always().text("to", target).number("files", copied).word("manifest", sha256);
 *   return true;
 * });
 * }</pre>
 *
 * <p>What users may have written (run_ids, reasons, filters, paths, names) goes by {@link #runs}
 * and {@link #text} and never by {@link #word}: the audit's chain has only its keyed hash, and what
 * it was stands beside the chain, from where {@link Audit.Update#forget} takes it when a run is
 * gone for good.
 */
public final class Deed {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z_]*");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.:+-]*");

  /** A parameter of a deed. */
  public sealed interface Parameter {
    record Count(long value) implements Parameter {}

    /** A word of Peak's own, an id or a digest: letters, digits and {@code _.:+-}. */
    record Word(String value) implements Parameter {
      public Word {
        if (!WORD.matcher(value).matches()) {
          throw new IllegalArgumentException("no word: " + value);
        }
      }
    }

    /** What somebody wrote: the chain has its keyed hash. */
    record Text(String value) implements Parameter {}

    /**
     * Runs: the chain has the keyed hash of each.
     *
     * @param isNamed whether their names are kept beside the chain; not if a table has them anyway
     */
    record Runs(List<String> runIds, boolean isNamed) implements Parameter {
      public Runs {
        runIds = List.copyOf(new TreeSet<>(runIds));
      }
    }
  }

  private final SortedMap<String, Parameter> parameters = new TreeMap<>();
  private String action;
  private boolean isAlways;

  /**
   * A deed.
   *
   * @param action the command's words, such as {@code hold add}; empty for the operation that its
   *     transaction was begun with
   */
  public Deed(String action) {
    this.action = action;
  }

  /** Names the deed otherwise than the operation that the version bears. */
  public Deed action(String words) {
    this.action = words;
    return this;
  }

  /** Has a row of the audit also if the transaction makes no version. */
  public Deed always() {
    this.isAlways = true;
    return this;
  }

  /** A count, a size, a duration: the name says of what unit. */
  public Deed number(String name, long value) {
    return with(name, new Parameter.Count(value));
  }

  /**
   * A word of Peak's own, an id or a digest.
   *
   * @throws IllegalArgumentException if anything but letters, digits and {@code _.:+-} is in it
   */
  public Deed word(String name, String word) {
    return with(name, new Parameter.Word(word));
  }

  /** What somebody wrote. An empty one is left out. */
  public Deed text(String name, String text) {
    return text.isEmpty() ? this : with(name, new Parameter.Text(text));
  }

  /**
   * The runs that it was about. {@code peak log} counts those of the names {@code added}, {@code
   * replaced}, {@code removed} and {@code restored}.
   */
  public Deed runs(String name, Collection<String> runIds) {
    return with(name, new Parameter.Runs(List.copyOf(runIds), true));
  }

  /**
   * The same of runs that the lake's tables name as long as they are there, loaded ones for one:
   * their names are not kept a second time.
   */
  public Deed namedElsewhere(String name, Collection<String> runIds) {
    return with(name, new Parameter.Runs(List.copyOf(runIds), false));
  }

  private Deed with(String name, Parameter value) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name of a parameter: " + name);
    }
    parameters.put(name, value);
    return this;
  }

  /** The command's words. */
  public String action() {
    return action;
  }

  /** Whether it has a row although no version is made. */
  public boolean isAlways() {
    return isAlways;
  }

  /** With what it was done, by name. */
  public SortedMap<String, Parameter> parameters() {
    return new TreeMap<>(parameters);
  }
}
